//! Rate limits: a bucket of requests a session or key of the directory, and small ones for wrong codes and keys from one address.
//! In memory, bounded.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use switchboard_store::SessionKey;
use switchboard_store::directory::DirectoryKey;
use switchboard_store::own_page::OwnKey;
use switchboard_store::practice::Who;
use switchboard_store::rules::moment::{Moment, Span};

/// Requests of one session: this many at once …
const BURST: i64 = 60;
/// … and one more after each of these.
const EACH: Span = Span::millis(50);
/// Wrong codes from one address: this many at once …
const SIGN_IN_BURST: i64 = 20;
/// … and one more after each of these.
const SIGN_IN_EACH: Span = Span::seconds(6);
/// Requests of one key of a directory, which tells of thousands when it is set up. A provider sends some 25 a second when it goes
/// steadily and more when it catches up, two or three for each account: 5,000 accounts take it two and a half minutes at this pace,
/// none of which it is told to wait. A request is one short write; the pace leaves the writer most of each second for callers, and
/// what comes at once is over in seconds. This many at once …
const KEY_BURST: i64 = 2_000;
/// … and one more after each of these.
const KEY_EACH: Span = Span::millis(10);
/// So many rows that a page or a filter opens cost a key as much as one request.
const ROWS_EACH: usize = 20;
/// Codes for members' own pages that one address asks for: this many at once …
const ASK_BURST: i64 = 10;
/// … and one more after each of these: a library's one address serves many, and who tries addresses all day learns nothing.
const ASK_EACH: Span = Span::seconds(30);
/// Requests of a member before their own page, each of which writes: this many at once …
const OWN_BURST: i64 = 20;
/// … and one more after each of these.
const OWN_EACH: Span = Span::seconds(1);
/// Copies of all that is kept about a member, in one session: this many at once …
const COPY_BURST: i64 = 2;
/// … and one more after each of these.
const COPY_EACH: Span = Span::minutes(1);
/// Ways into practice from one address, each of which writes: this many at once, as when an evening begins in one office …
const ENTER_BURST: i64 = 60;
/// … and one more after each of these.
const ENTER_EACH: Span = Span::seconds(2);
/// Ways into practice of one account: this many at once …
const ENTER_OWN_BURST: i64 = 5;
/// … and one more after each of these.
const ENTER_OWN_EACH: Span = Span::minutes(1);
/// How many sessions and addresses are remembered; beyond that the oldest are forgotten.
const REMEMBERED_MAX: usize = 50_000;

/// The buckets.
#[derive(Debug, Default)]
pub struct Limits {
    sessions: Mutex<HashMap<SessionKey, Moment>>,
    sign_ins: Mutex<HashMap<IpAddr, Moment>>,
    news: Mutex<HashMap<IpAddr, Moment>>,
    owns: Mutex<HashMap<OwnKey, Moment>>,
    copies: Mutex<HashMap<OwnKey, Moment>>,
    own_codes: Mutex<HashMap<IpAddr, Moment>>,
    asks: Mutex<HashMap<IpAddr, Moment>>,
    enters: Mutex<HashMap<IpAddr, Moment>>,
    enters_own: Mutex<HashMap<Who, Moment>>,
    keys: Mutex<HashMap<DirectoryKey, Moment>>,
    wrong_keys: Mutex<HashMap<IpAddr, Moment>>,
}

impl Limits {
    /// Lets a session's request through, or says when to come back.
    pub fn session(&self, key: SessionKey, now: Moment) -> Result<(), Moment> {
        take(&self.sessions, key, now, BURST, EACH)
    }

    /// Lets a request of a member before their own page through, or says when to come back.
    pub fn own(&self, key: OwnKey, now: Moment) -> Result<(), Moment> {
        take(&self.owns, key, now, OWN_BURST, OWN_EACH)
    }

    /// Lets a member take a copy of all, or says when to come back.
    pub fn own_copy(&self, key: OwnKey, now: Moment) -> Result<(), Moment> {
        take(&self.copies, key, now, COPY_BURST, COPY_EACH)
    }

    /// Lets a code for a member's own page be tried, or says when to come back. Only wrong ones count, in a bucket of their own: whoever
    /// guesses them behind an office's one address holds up nobody's sign-in.
    pub fn own_code(&self, from: IpAddr, now: Moment) -> Result<(), Moment> {
        look(&self.own_codes, from, now)
    }

    /// Counts a wrong code for a member's own page.
    pub fn wrong_own_code(&self, from: IpAddr, now: Moment) {
        let from = household(from);
        let _over = take(&self.own_codes, from, now, SIGN_IN_BURST, SIGN_IN_EACH);
    }

    /// Lets one more ask for a code of a member's own page, or says when to come back. Whether anybody is found makes no difference.
    pub fn ask(&self, from: IpAddr, now: Moment) -> Result<(), Moment> {
        take(&self.asks, household(from), now, ASK_BURST, ASK_EACH)
    }

    /// Lets one more from this address into practice, or says when to come back.
    pub fn enter(&self, from: IpAddr, now: Moment) -> Result<(), Moment> {
        take(&self.enters, household(from), now, ENTER_BURST, ENTER_EACH)
    }

    /// The same for one account, wherever it comes from.
    pub fn enter_own(&self, who: Who, now: Moment) -> Result<(), Moment> {
        take(&self.enters_own, who, now, ENTER_OWN_BURST, ENTER_OWN_EACH)
    }

    /// Lets a try at signing in through, or says when to come back. Only wrong codes count.
    pub fn sign_in(&self, from: IpAddr, now: Moment) -> Result<(), Moment> {
        look(&self.sign_ins, from, now)
    }

    /// Counts a wrong code.
    pub fn wrong_code(&self, from: IpAddr, now: Moment) {
        let from = household(from);
        let _over = take(&self.sign_ins, from, now, SIGN_IN_BURST, SIGN_IN_EACH);
    }

    /// Counts news of somebody's leaving that was not taken, or says that there were too many. They have a bucket of their own:
    /// whoever makes up news holds up no sign-in, and whoever guesses codes no news.
    pub fn wrong_news(&self, from: IpAddr, now: Moment) -> Result<(), Moment> {
        take(
            &self.news,
            household(from),
            now,
            SIGN_IN_BURST,
            SIGN_IN_EACH,
        )
    }

    /// Lets a request of the directory through, or says when to come back. A key that was right in this process has a bucket of its
    /// own, whoever else sends wrong ones from its address; any other waits behind those, as a code does behind wrong codes.
    pub fn directory(
        &self,
        key: Option<DirectoryKey>,
        from: IpAddr,
        now: Moment,
    ) -> Result<(), Moment> {
        match key.filter(|key| open(&self.keys).contains_key(key)) {
            Some(key) => take(&self.keys, key, now, KEY_BURST, KEY_EACH),
            None => look(&self.wrong_keys, from, now),
        }
    }

    /// Charges a key for so many rows that its request opened: it goes on later by as much as if it had sent one request more for
    /// every [`ROWS_EACH`] of them.
    pub fn opened(&self, key: DirectoryKey, rows: usize, now: Moment) {
        let requests = i64::try_from(rows / ROWS_EACH).unwrap_or(i64::MAX);
        let mut keys = open(&self.keys);
        if let Some(empty_at) = keys.get_mut(&key) {
            let more = KEY_EACH.as_millis().saturating_mul(requests);
            *empty_at = (*empty_at).max(now).plus(Span::millis(more));
        }
    }

    /// Notes that a key was right.
    pub fn right_key(&self, key: DirectoryKey, now: Moment) {
        open(&self.keys).entry(key).or_insert(now);
    }

    /// Counts a key that is none, or none any more.
    pub fn wrong_key(&self, key: Option<DirectoryKey>, from: IpAddr, now: Moment) {
        if let Some(key) = key {
            open(&self.keys).remove(&key);
        }
        let from = household(from);
        let _over = take(&self.wrong_keys, from, now, SIGN_IN_BURST, SIGN_IN_EACH);
    }
}

fn open<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether one more wrong one would be taken from this address.
fn look(wrong: &Mutex<HashMap<IpAddr, Moment>>, from: IpAddr, now: Moment) -> Result<(), Moment> {
    let empty_at = open(wrong).get(&household(from)).copied().unwrap_or(now);
    again(empty_at.max(now), now, SIGN_IN_BURST, SIGN_IN_EACH)
}

/// What one household has: an IPv4 address, or the 64 bits before the part of an IPv6 address that it picks itself.
fn household(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX))),
    }
}

/// The generic cell rate algorithm: one moment a key says when its bucket will be empty again.
pub(crate) fn take<K: std::hash::Hash + Eq + Copy>(
    buckets: &Mutex<HashMap<K, Moment>>,
    key: K,
    now: Moment,
    burst: i64,
    each: Span,
) -> Result<(), Moment> {
    let mut buckets = open(buckets);
    if buckets.len() > REMEMBERED_MAX {
        buckets.retain(|_, empty_at| *empty_at > now);
    }
    let empty_at = buckets.get(&key).copied().unwrap_or(now).max(now);
    again(empty_at, now, burst, each)?;
    let next = empty_at.plus(each);
    buckets.insert(key, next);
    Ok(())
}

/// Whether one more fits into a bucket that is empty again at `empty_at`; if not, when it does.
fn again(empty_at: Moment, now: Moment, burst: i64, each: Span) -> Result<(), Moment> {
    let room = |places: i64| Span::millis(each.as_millis().saturating_mul(places));
    if empty_at.plus(each) > now.plus(room(burst)) {
        return Err(empty_at.minus(room(burst - 1)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_then_one_after_each_interval() {
        let limits = Limits::default();
        let from = IpAddr::from([127, 0, 0, 1]);
        let start = Moment::from_millis(1_000_000);
        for _ in 0..SIGN_IN_BURST {
            assert!(limits.sign_in(from, start).is_ok());
            limits.wrong_code(from, start);
        }
        let again_at = limits.sign_in(from, start).unwrap_err();
        assert!(again_at > start && again_at <= start.plus(SIGN_IN_EACH));
        let later = start.plus(SIGN_IN_EACH);
        assert!(limits.sign_in(from, later).is_ok());
        assert!(
            limits.sign_in(from, later).is_ok(),
            "a right code costs nothing"
        );
        limits.wrong_code(from, later);
        assert!(limits.sign_in(from, later).is_err());
        assert!(
            limits.sign_in(IpAddr::from([127, 0, 0, 2]), start).is_ok(),
            "others are not held up"
        );
    }

    #[test]
    fn a_directorys_key_goes_on_beside_wrong_ones_and_is_held_to_its_own_rate() {
        let limits = Limits::default();
        let key = |n: u8| DirectoryKey::of(&format!("scim-{}", format!("{n:02x}").repeat(32)));
        let (from, start) = (IpAddr::from([192, 0, 2, 7]), Moment::from_millis(1_000_000));
        limits.right_key(key(1).unwrap(), start);
        for n in 0..SIGN_IN_BURST {
            let wrong = key(100 + u8::try_from(n).unwrap());
            assert!(limits.directory(wrong, from, start).is_ok());
            limits.wrong_key(wrong, from, start);
        }
        assert!(limits.directory(key(2), from, start).is_err());
        assert!(limits.directory(None, from, start).is_err());
        for _ in 0..KEY_BURST {
            assert!(limits.directory(key(1), from, start).is_ok());
        }
        let again_at = limits.directory(key(1), from, start).unwrap_err();
        assert!(again_at > start && again_at <= start.plus(KEY_EACH));
        let elsewhere = IpAddr::from([192, 0, 2, 8]);
        assert!(limits.directory(key(2), elsewhere, start).is_ok());
        limits.wrong_key(key(1), elsewhere, start);
        assert!(
            limits.directory(key(1), from, start).is_err(),
            "a key that ended is held as any other"
        );
    }

    #[test]
    fn what_a_request_opens_is_charged_as_requests() {
        let limits = Limits::default();
        let key = DirectoryKey::of(&format!("scim-{}", "07".repeat(32))).unwrap();
        let (from, start) = (IpAddr::from([192, 0, 2, 7]), Moment::from_millis(1_000_000));
        limits.right_key(key, start);
        let mut scans = 0;
        while limits.directory(Some(key), from, start).is_ok() {
            limits.opened(key, 1_000, start);
            scans += 1;
        }
        assert_eq!(scans, 40, "2,000 requests, of 51 for each");
        let soon = start.plus(KEY_EACH);
        assert!(limits.directory(Some(key), from, soon).is_err());
        assert!(
            limits
                .directory(Some(key), from, start.plus(Span::seconds(1)))
                .is_ok()
        );
    }

    #[test]
    fn a_household_on_ipv6_is_one_however_it_picks_its_address() {
        let limits = Limits::default();
        let start = Moment::from_millis(1_000_000);
        for n in 0..SIGN_IN_BURST {
            let from: IpAddr = format!("2001:db8:1:2::{n:x}").parse().unwrap();
            assert!(limits.sign_in(from, start).is_ok());
            limits.wrong_code(from, start);
        }
        let of = |text: &str| limits.sign_in(text.parse().unwrap(), start);
        assert!(of("2001:db8:1:2:ffff::9").is_err());
        assert!(
            of("2001:db8:1:3::1").is_ok(),
            "the neighbours are not held up"
        );
        assert_eq!(
            household("::ffff:192.0.2.7".parse().unwrap()),
            IpAddr::from([192, 0, 2, 7])
        );
    }
}
