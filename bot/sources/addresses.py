"""Which network addresses anybody may send us to: public ones, and an intranet's where that is allowed. Pure.

A cloud's metadata service hands out the machine's own keys to whoever asks from it: it, and all that is
link-local, is refused whatever is allowed. A number is looked at as what it reaches: IPv4 inside IPv6
(mapped, compatible, translated, tunneled) is judged as the IPv4 address that it is. Names are judged here
only where they can mean nothing public; what any other name leads to is judged when it has been resolved
(`bot.sources.connect`).
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

# What `is_global` of some Python version lets pass, or what no version knows to be dangerous.
_REFUSED = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared (RFC 6598), and one cloud's metadata
        "168.63.129.16/32",  # one cloud's host: a public number that is not
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "192.0.0.0/24",  # IETF assignments (RFC 6890), and one cloud's metadata
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "198.18.0.0/15",
        "240.0.0.0/4",
        "64:ff9b:1::/48",  # translation inside a network (RFC 8215)
        "100::/64",
        "2001::/23",  # IETF assignments, Teredo among them (RFC 2928, RFC 4380)
        "2001:db8::/32",
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # segment routing (RFC 9602)
        "fec0::/10",  # site-local (RFC 3879)
    )
)
# Refused on an intranet too: link-local, and where clouds answer with a machine's keys.
_NEVER = tuple(
    ip_network(text)
    for text in (
        "100.100.100.200/32",  # Alibaba Cloud
        "168.63.129.16/32",  # Azure
        "169.254.0.0/16",  # RFC 3927: AWS, Google, Azure, Oracle, DigitalOcean, OpenStack and others
        "192.0.0.192/32",  # Oracle Cloud
        "fd00:a9fe:a9fe::254/128",  # OpenStack and clouds made of it
        "fd00:ec2::/32",  # AWS
        "fd20:ce::254/128",  # Google Cloud
        "fe80::/10",  # RFC 4291
    )
)
_TEREDO = IPv6Network("2001::/32")  # RFC 4380
_LOCALLY_TRANSLATED = IPv6Network("64:ff9b:1::/48")  # RFC 8215
_MAPPED = IPv6Network("::ffff:0:0/96")
_TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052
_OLD_MAPPED = IPv6Network("::ffff:0:0:0/96")  # RFC 2765
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291, 2.5.5.1
_TUNNEL = IPv6Network("2002::/16")  # RFC 3056
_ISATAP = {0x00005EFE, 0x02005EFE}  # RFC 5214, 6.1: the interface's number holds an IPv4 address

_LOCAL_NAMES = {"localhost", "ip6-localhost", "ip6-loopback", "broadcasthost", "metadata", "instance-data"}
_LOCAL_ENDINGS = (
    ".localhost",
    ".localdomain",
    ".local",
    ".internal",
    ".intranet",
    ".home.arpa",
    ".lan",
    ".svc",
)


def is_public(address: Address | str) -> bool:
    """Tell whether an address, without its zone, is one of the public internet; nonsense is not."""
    if isinstance(address, str):
        try:
            address = ip_address(address.partition("%")[0])
        except ValueError:
            return False
    if isinstance(address, IPv6Address) and (inner := _inside(address)) is not None:
        return is_public(inner)
    if any(address in network for network in _REFUSED if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def is_reachable_inside(address: Address | str) -> bool:
    """Tell whether an address may be gone to where private ones are allowed; nonsense may not."""
    if isinstance(address, str):
        try:
            address = ip_address(address.partition("%")[0])
        except ValueError:
            return False
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    return isinstance(address, IPv4Address) or all(map(is_reachable_inside, _all_inside(address)))


def is_local_name(host: str) -> bool:
    """Tell whether a name can only mean something on this machine, its network, or its cloud."""
    name = host.casefold().rstrip(".")
    return name in _LOCAL_NAMES or name.endswith(_LOCAL_ENDINGS)


def _inside(address: IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address that an IPv6 one stands for."""
    number = int(address)
    if address in _TUNNEL:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    embedded = any(address in network for network in (_MAPPED, _TRANSLATED, _OLD_MAPPED, _COMPATIBLE))
    if embedded or number >> 32 & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return None


def _all_inside(address: IPv6Address) -> list[IPv4Address]:
    """Give each IPv4 address that an IPv6 one may stand for, whatever the scheme; some of it nonsense."""
    number = int(address)
    found = [_inside(address)]
    if address in _TEREDO:
        found.append(IPv4Address(~number & 0xFFFFFFFF))
    if address in _LOCALLY_TRANSLATED:  # the length of the prefix is the network's own choice (RFC 6052, 2.2)
        found += [IPv4Address(number & 0xFFFFFFFF), IPv4Address(number >> 24 & 0xFFFFFFFF)]
        found.append(IPv4Address((number >> 64 & 0xFFFF) << 16 | number >> 40 & 0xFFFF))
        found.append(IPv4Address((number >> 64 & 0xFF) << 24 | number >> 32 & 0xFFFFFF))
    return [one for one in found if one is not None]
