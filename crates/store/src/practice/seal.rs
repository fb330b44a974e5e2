//! What a browser carries between the live world and practice: a ticket there, a receipt back. Both are under one key, which is
//! made from the live world's and opens nothing of it; neither says who it is to anybody without that key.

use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::moment::{Moment, Span};

use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::seal::{KeyedHash, SealError, Secret};
use crate::training::Notice;
use crate::world::World;

/// How long a ticket lets in: whoever opened the page and read on.
pub const TICKET_LASTS: Span = Span::minutes(10);
/// How long a receipt is taken.
pub const RECEIPT_LASTS: Span = Span::hours(24);
/// A clock of another node may go before.
const AHEAD: Span = Span::minutes(1);

/// Signs tickets and receipts, and knows its own.
#[derive(Clone)]
pub struct Seal(Secret);
says_only_its_name!(Seal);

/// Who practises: a word for an account of the live world that means nothing elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Who([u8; 16]);

impl Who {
    pub(super) const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    pub(super) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

/// A receipt that is one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub(crate) who: Who,
    pub(crate) id: [u8; 16],
    pub(crate) notice: Notice,
    pub(crate) at: Moment,
}

impl Seal {
    /// The live world's, for tickets to its practice.
    pub fn of(live: &World) -> Self {
        Self(live.0.keys.door.full("practice", b"").into())
    }

    fn hash(&self) -> Result<KeyedHash, SealError> {
        KeyedHash::new(self.0.as_slice())
    }

    /// What practice calls this account.
    pub(crate) fn who(&self, account: AccountId) -> Result<Who, Fault> {
        Ok(Who(self.hash()?.short("who", account.as_bytes())))
    }

    /// A ticket for an account, as its form carries it.
    pub(crate) fn ticket(&self, account: AccountId, now: Moment) -> Result<String, Fault> {
        let who = self.who(account)?;
        self.signed("ticket", &[&who.0], now)
    }

    /// Who comes with this ticket; none where it isn't ours, or is too old.
    ///
    /// # Errors
    /// Where the machine can't hash.
    pub fn admit(&self, ticket: &str, now: Moment) -> Result<Option<Who>, Fault> {
        let read = self.read::<1>("ticket", ticket)?;
        Ok(read
            .filter(|(_, at)| is_fresh(*at, now, TICKET_LASTS))
            .map(|([who], _)| Who(who)))
    }

    /// The receipt of whoever finished at a desk of practice; the same desk has the same one.
    pub(crate) fn receipt(
        &self,
        (who, desk): (Who, AccountId),
        notice: Notice,
        now: Moment,
    ) -> Result<String, Fault> {
        let id = self.hash()?.short("desk", desk.as_bytes());
        self.signed("receipt", &[&who.0, &id, notice.as_bytes()], now)
    }

    /// Reads a receipt of ours, however old.
    pub(crate) fn read_receipt(&self, text: &str) -> Result<Option<Receipt>, Fault> {
        let read = self.read::<3>("receipt", text)?;
        Ok(read.map(|([who, id, notice], at)| Receipt {
            who: Who(who),
            id,
            notice: Notice::from_bytes(notice),
            at,
        }))
    }

    fn signed(
        &self,
        label: &'static str,
        parts: &[&[u8; 16]],
        at: Moment,
    ) -> Result<String, Fault> {
        let said = [
            parts.iter().flat_map(|part| part.iter().copied()).collect(),
            at.millis().to_be_bytes().to_vec(),
        ]
        .concat();
        let mac = self.hash()?.short(label, &said);
        let words = parts.iter().copied().chain([&mac]).map(word);
        let words: Vec<_> = std::iter::once(at.millis().to_string())
            .chain(words)
            .collect();
        Ok(words.join("."))
    }

    fn read<const N: usize>(
        &self,
        label: &'static str,
        text: &str,
    ) -> Result<Option<Parts<N>>, Fault> {
        let Some((parts, at)) = split::<N>(text) else {
            return Ok(None);
        };
        let refs: Vec<_> = parts.iter().collect();
        // Made anew and compared whole, so that there is one way to write each.
        let ours = self.signed(label, &refs, at)?;
        let is_ours =
            aws_lc_rs::constant_time::verify_slices_are_equal(ours.as_bytes(), text.as_bytes());
        Ok(is_ours.is_ok().then_some((parts, at)))
    }
}

/// What stands under the seal: its parts, and the moment.
type Parts<const N: usize> = ([[u8; 16]; N], Moment);

/// The moment and the parts before the last word.
fn split<const N: usize>(text: &str) -> Option<Parts<N>> {
    let mut words = text.split('.');
    let at = Moment::from_millis(words.next()?.parse().ok()?);
    let mut parts = [[0; 16]; N];
    for part in &mut parts {
        *part = *AccountId::parse(words.next()?).ok()?.as_bytes();
    }
    Some((parts, at))
}

fn word(bytes: &[u8; 16]) -> String {
    AccountId::from_bytes(*bytes).to_string()
}

pub(crate) fn is_fresh(at: Moment, now: Moment, lasts: Span) -> bool {
    at <= now.plus(AHEAD) && now < at.plus(lasts)
}

/// Where whoever practises stands, by the word for them.
pub(super) fn bucket(who: Who) -> i64 {
    bucket_of(&who.0)
}
