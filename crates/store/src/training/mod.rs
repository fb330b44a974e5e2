//! Training: that somebody finished practising, and that they read the notice that stands before the first card.
//!
//! It hangs on an account and tells nothing of a member. Each time practice was finished is a row of its own, named by its
//! receipt, so that no receipt counts twice; a notice is read in the words that stand there now, and when those change it is
//! read again.

mod asking;
mod erasing;
mod seeing;
mod taking;

use sha2::{Digest as _, Sha256};
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::Resource;

pub use asking::{Wish, ask};
pub(crate) use asking::{is_lacking, lacks_asked};
pub use erasing::forget_old;
pub use seeing::{
    BankAsks, Brief, CampaignTraining, Did, Own, PEOPLE_MAX, Trained, brief, may_enter,
    of_campaign, own,
};
pub use taking::{Taken, read_in_practice, read_notice, take};

use crate::engine::Arg;
use crate::fault::Fault;
use crate::tx::Tx;

/// Which words the notice has: a digest of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice([u8; 16]);

impl Notice {
    /// Of these sentences.
    pub fn of(sentences: &[String]) -> Self {
        let mut digest = Sha256::new();
        for sentence in sentences {
            digest.update(sentence.as_bytes());
            digest.update([0]);
        }
        let mut out = [0; 16];
        for (to, from) in out.iter_mut().zip(digest.finalize()) {
            *to = from;
        }
        Self(out)
    }

    pub(crate) const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    pub(crate) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// As an entry names it.
    fn text(self) -> String {
        crate::seal::hex(&self.0)
    }
}

/// What somebody was trained in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Practice,
    Notice,
}

impl Kind {
    const fn text(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Notice => "notice",
        }
    }
}

const PUT: &str = "insert into training (bucket, account, kind, mark, at) values ($1, $2, $3, $4, $5) on conflict (bucket, account, kind, mark) do nothing";

/// Writes it down; answers whether it is new.
fn put(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    (kind, mark): (Kind, &[u8; 16]),
) -> Result<bool, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Text(kind.text()),
        Arg::Bytes(mark),
        Arg::Int(tx.now().millis()),
    ];
    Ok(tx.run(PUT, &args)? == 1)
}

const READ: &str =
    "select at from training where bucket = $1 and account = $2 and kind = 'notice' and mark = $3";
const PRACTISED: &str =
    "select max(at) from training where bucket = $1 and account = $2 and kind = 'practice'";

/// When an account read these words; none where it didn't.
pub(crate) fn read_at(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    notice: Notice,
) -> Result<Option<Moment>, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Bytes(notice.as_bytes()),
    ];
    let at = tx.one(READ, &args, |row| row.int(0))?;
    Ok(at.map(Moment::from_millis))
}

/// When an account last finished practising.
fn practised_at(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Option<Moment>, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let at = tx.one(PRACTISED, &args, |row| row.opt_int(0))?;
    Ok(at.flatten().map(Moment::from_millis))
}

/// What policy is asked about.
fn oneself(tx: &mut Tx<'_, '_>) -> Result<Resource, Fault> {
    Ok(Resource::Account {
        account: tx.account()?,
    })
}
