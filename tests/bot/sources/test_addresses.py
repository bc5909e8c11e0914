import pytest

from bot.sources.addresses import is_local_name, is_public, is_reachable_inside


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 127.255.255.254 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.100.100.200 192.0.0.192 "
    "168.63.129.16 0.0.0.0 224.0.0.1 255.255.255.255 240.0.0.1 198.18.0.1 203.0.113.9 :: ::1 fe80::1 "
    "fe80::1%2 "
    "fd00:ec2::254 fec0::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 "
    "::ffff:0:10.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::808:808 2002:7f00:1:: 2002:a9fe:a9fe::1 "
    "2001:0:4136:e378:8000:63bf:3fff:fdd2 2606:4700::5efe:10.0.0.1 nonsense".split(),
)
def test_what_is_not_of_the_public_internet_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    "8.8.8.8 1.1.1.1 172.32.0.1 169.253.0.1 2606:4700:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 "
    "2002:808:808::1".split(),
)
def test_what_is_public_is_let_through_however_it_is_written(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "name", ["localhost", "LOCALHOST.", "a.localhost", "metadata.google.internal", "printer.local", "nas.lan"]
)
def test_names_that_mean_nothing_public_are_known(name: str) -> None:
    assert is_local_name(name)


def test_other_names_are_left_to_their_addresses() -> None:
    assert not is_local_name("example.org")
    assert not is_local_name("local.example.org")


@pytest.mark.parametrize(
    "address",
    "169.254.169.254 169.254.170.2 169.254.0.1 100.100.100.200 192.0.0.192 168.63.129.16 fe80::1 "
    "fe80::1%eth0 fd00:ec2::254 fd00:ec2::23 fd20:ce::254 fd00:a9fe:a9fe::254"
    " ::ffff:169.254.169.254 ::169.254.169.254 ::ffff:0:169.254.169.254 "
    "64:ff9b::a9fe:a9fe 64:ff9b::6464:64c8 2002:a9fe:a9fe::1 2002:6464:64c8::1 "
    "64:ff9b:1::a9fe:a9fe 64:ff9b:1:a9fe:a9:fe00:: 64:ff9b:1:0:a9:fea9:fe00:0 64:ff9b:1:a9:fe:a9fe:: "
    "2001:0:808:808::5601:5601 fd00::5efe:169.254.169.254 fd00::200:5efe:169.254.169.254 nonsense".split(),
)
def test_link_local_and_a_clouds_metadata_are_refused_on_an_intranet_too(address: str) -> None:
    assert not is_reachable_inside(address)
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 ::1 10.1.2.3 172.16.0.1 192.168.1.1 100.64.0.1 fd12:3456::1 ::ffff:10.0.0.1 64:ff9b::a00:1 "
    "2002:a00:1:: 8.8.8.8 2606:4700:4700::1111".split(),
)
def test_an_intranet_is_let_through_where_it_is_allowed(address: str) -> None:
    assert is_reachable_inside(address)
