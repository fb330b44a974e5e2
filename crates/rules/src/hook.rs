//! Webhooks: what an address is told, how long it is tried, and which addresses may be called.
//!
//! What is told is a closed list of events, each with ids and nothing else: no name, no number, no count. Whoever wants more looks it
//! up with their token, under policy and with an entry.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::moment::Span;

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $label:literal, $of:ident;)+) => {
        /// Something that an address is told.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Event { $($(#[$doc])* $name,)+ }

        impl Event {
            /// Every event.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its `type`, as it is told.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The key of its name in the message files.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            /// Whom it concerns.
            pub const fn of(self) -> Of {
                match self { $(Self::$name => Of::$of,)+ }
            }
        }
    };
}

/// Whom an event concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// One campaign alone: what it plans is no officer's to see.
    Campaign,
    /// Every campaign of one contest, and the organisation.
    Contest,
    /// The organisation alone.
    Organisation,
    /// Those of the organisation's whose answerer answers members' requests.
    Rights,
}

impl Of {
    /// Whether a campaign's webhook, or the organisation's, can ever be told it.
    pub const fn is_for(self, is_campaigns: bool) -> bool {
        match self {
            Self::Campaign => is_campaigns,
            Self::Contest => true,
            Self::Organisation | Self::Rights => !is_campaigns,
        }
    }
}

events! {
    /// It is a test; nothing happened.
    Test = "hook.test", "hooks-event-hook-test", Campaign;
    /// A bank was opened for calls.
    BankOpened = "bank.opened", "hooks-event-bank-opened", Campaign;
    /// A bank was paused.
    BankPaused = "bank.paused", "hooks-event-bank-paused", Campaign;
    /// A bank was closed for good.
    BankClosed = "bank.closed", "hooks-event-bank-closed", Campaign;
    /// A shift was planned.
    ShiftPlanned = "shift.planned", "hooks-event-shift-planned", Campaign;
    /// A shift was changed.
    ShiftChanged = "shift.changed", "hooks-event-shift-changed", Campaign;
    /// A shift was cancelled.
    ShiftCancelled = "shift.cancelled", "hooks-event-shift-cancelled", Campaign;
    /// A version of a script was published.
    ScriptPublished = "script.published", "hooks-event-script-published", Campaign;
    /// A contest went on to its next phase.
    PhaseBegun = "contest.phase", "hooks-event-contest-phase", Contest;
    /// A freeze was pressed, confirmed, lifted, or lapsed.
    FreezeChanged = "freeze.changed", "hooks-event-freeze-changed", Organisation;
    /// Something waits for a second person.
    RequestAsked = "request.waiting", "hooks-event-request-waiting", Organisation;
    /// Somebody decided it, or nobody did in time.
    RequestEnded = "request.ended", "hooks-event-request-ended", Organisation;
    /// A member must be answered soon, or should have been.
    RightDue = "right.due", "hooks-event-right-due", Rights;
    /// An import changed the roll, or its undo did.
    RollChanged = "roll.changed", "hooks-event-roll-changed", Organisation;
    /// Something is wrong with the installation.
    Alert = "alert", "hooks-event-alert", Organisation;
    /// The log has a new checkpoint; told once a night.
    Checkpoint = "log.checkpoint", "hooks-event-log-checkpoint", Organisation;
}

impl Event {
    /// The event of this `type`.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.text() == text)
    }

    /// Whether a campaign's webhook, or the organisation's, can ever be told this. That it is a test, every one is.
    pub fn is_for(self, is_campaigns: bool) -> bool {
        self == Self::Test || self.of().is_for(is_campaigns)
    }

    /// What somebody who installs one may choose: all but the test, which everyone is told that asks for it.
    pub fn offered(is_campaigns: bool) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(move |one| *one != Self::Test && one.is_for(is_campaigns))
    }
}

/// How long one event is tried, from its first try on, before it is given up.
pub const TRIED_FOR: Span = Span::hours(72);
/// How often it is tried at least before it is given up: a night in which nobody here tried counts for nothing.
pub const TRIES_LEAST: i64 = 6;
/// The most events that wait for one webhook; what happens beyond is not told, and that is said.
pub const WAITING_MAX: usize = 1_000;
/// How long what was told is kept.
pub const KEPT_FOR: Span = Span::days(7);
/// How long the secret before stays valid beside a new one.
pub const BOTH_FOR: Span = Span::hours(24);
/// The most webhooks of the organisation, and of one campaign.
pub const ORGANISATIONS_MAX: usize = 10;
/// The most webhooks of a campaign.
pub const CAMPAIGNS_MAX: usize = 3;
/// The longest address.
pub const ADDRESS_MAX: usize = 500;

/// How long an event waits after its first, second … try; the last for all that follow.
const WAITS: [Span; 8] = [
    Span::seconds(10),
    Span::minutes(1),
    Span::minutes(5),
    Span::minutes(15),
    Span::hours(1),
    Span::hours(3),
    Span::hours(6),
    Span::hours(12),
];

/// How long an event waits that was tried so many times before: up to a quarter more or less by `chance`, so that a receiver that
/// comes back isn't told everything at once.
pub fn wait_after(tries: i64, chance: u8) -> Span {
    let at = usize::try_from(tries).unwrap_or(0);
    let wait = WAITS.get(at).or(WAITS.last()).copied();
    let ms = wait.unwrap_or(Span::ZERO).as_millis();
    let part = ms / 4 * (i64::from(chance) - 128) / 128;
    Span::millis(ms + part)
}

/// Where calls may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The public internet alone: whatever an organiser types.
    Public,
    /// The organisation's own network too, as the operator configured it; never the link itself, where clouds keep their keys.
    Internal,
    /// This machine alone: a demo.
    Here,
}

impl Reach {
    /// Whether a call may go to this address of a machine.
    pub fn allows(self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        match self {
            Self::Public => is_public(ip),
            Self::Internal => ip.is_loopback() || is_internal(ip) || is_public(ip),
            Self::Here => ip.is_loopback(),
        }
    }

    /// Whether an address may be called in the clear: on this machine alone.
    pub const fn allows_plain(self) -> bool {
        matches!(self, Self::Internal | Self::Here)
    }
}

/// Networks behind the door: RFC 1918, RFC 4193.
fn is_internal(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private(),
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

/// Whether everybody reaches it, and everybody the same (IANA's registries of special-purpose addresses).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_protocol = a == 192 && b == 0 && c == 0;
    let is_relay = a == 192 && b == 88 && c == 99;
    let is_bench = a == 198 && (b == 18 || b == 19);
    !(a == 0
        || a >= 224
        || ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || is_shared
        || is_protocol
        || is_relay
        || is_bench)
}

/// Global unicast alone (`2000::/3`), without what leads on to an IPv4 address or nowhere.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let is_global = a & 0xe000 == 0x2000;
    // Teredo, ORCHID, benchmarks and all else under 2001::/23; documentation; 6to4.
    let is_special = match a {
        0x2001 => b < 0x0200 || b == 0x0db8,
        0x2002 => true,
        0x3fff => b < 0x1000,
        _ => false,
    };
    is_global && !is_special
}

/// Why a text is no address that can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It isn't written as an address.
    #[error("write the whole address, beginning with https://")]
    Form,
    /// It would be told in the clear.
    #[error("the address must begin with https://")]
    Plain,
    /// It is too long.
    #[error("the address may have at most 500 characters")]
    Long,
    /// It names a place that may not be called.
    #[error("that address is inside a network; it must be one that everybody reaches")]
    Inside,
    /// It names a port that a campaign's may not.
    #[error("the port must be 443 or 8443")]
    Port,
}

/// An address that is told: where to connect, and what to ask for there.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    host: String,
    port: u16,
    path_at: usize,
    is_plain: bool,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Address")
    }
}

impl Address {
    /// Reads one. What it names is looked up at each call; here only what is written counts.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.len() > ADDRESS_MAX {
            return Err(AddressError::Long);
        }
        let is_plain_byte = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\`{}|^".contains(&byte);
        if !text.bytes().all(is_plain_byte) || text.contains('#') {
            return Err(AddressError::Form);
        }
        let (scheme, rest) = text.split_once("://").ok_or(AddressError::Form)?;
        let is_plain = match scheme {
            "https" => false,
            "http" => true,
            _ => return Err(AddressError::Form),
        };
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, _) = rest.split_at_checked(end).ok_or(AddressError::Form)?;
        let (host, port) = host_and_port(authority, is_plain)?;
        let named: Option<IpAddr> = host.parse().ok();
        if named.is_some_and(|ip| !reach.allows(ip)) || (named.is_none() && !is_name(&host)) {
            return Err(if named.is_some() {
                AddressError::Inside
            } else {
                AddressError::Form
            });
        }
        let is_here = named.is_some_and(|ip| ip.is_loopback());
        if is_plain && !(reach.allows_plain() && is_here) {
            return Err(AddressError::Plain);
        }
        Ok(Self {
            path_at: scheme.len() + 3 + end,
            text: text.to_owned(),
            host,
            port,
            is_plain,
        })
    }

    /// The same for a campaign's webhook: on the public internet only the ports of web servers, so that no organiser looks for open
    /// doors from here.
    pub fn for_campaign(self, reach: Reach) -> Result<Self, AddressError> {
        match (reach, self.port) {
            (Reach::Public, 443 | 8443) | (Reach::Internal | Reach::Here, _) => Ok(self),
            (Reach::Public, _) => Err(AddressError::Port),
        }
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The machine's name, or its address without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Whether it is called in the clear.
    pub const fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// What is asked for there.
    pub fn path(&self) -> String {
        let path = self.text.get(self.path_at..).unwrap_or_default();
        if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/{path}")
        }
    }
}

fn host_and_port(authority: &str, is_plain: bool) -> Result<(String, u16), AddressError> {
    if authority.contains('@') {
        return Err(AddressError::Form);
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']').ok_or(AddressError::Form)?;
            (
                host,
                port.strip_prefix(':').or(port.is_empty().then_some("")),
            )
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, Some("")),
        },
    };
    let port = match port.ok_or(AddressError::Form)? {
        "" if is_plain => 80,
        "" => 443,
        port => port
            .parse()
            .ok()
            .filter(|port| *port > 0)
            .ok_or(AddressError::Form)?,
    };
    Ok((host.to_lowercase(), port))
}

/// A name of the domain name system, whose last part isn't digits: `127.1` and `0x7f.1` are no names.
fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let labels: Vec<&str> = host.trim_end_matches('.').split('.').collect();
    let last_is_name = labels.last().is_some_and(|last| {
        last.bytes().any(|byte| byte.is_ascii_alphabetic()) && !last.starts_with("0x")
    });
    host.len() <= 253 && labels.into_iter().all(is_label) && last_is_name
}

#[cfg(test)]
mod tests;
