//! The ledger as it is kept: sequencing after the commit, checkpoints, witnesses, checking, publishing, pages.

mod asked;
mod asking;
mod check;
mod configuration;
mod cosigned;
mod destroy;
mod evidence;
pub mod exhibit;
mod explore;
mod file;
mod fill;
mod index;
mod keep_up;
mod letters;
mod lost;
mod parts;
mod pin;
mod pins;
mod places;
mod publish;
mod published;
mod renew;
mod resume;
mod sequence;
mod shown;
mod sign;
mod single;
mod taken;
mod tiles;
mod unpublished;
mod walk;
mod witnesses;

pub use asked::RoundEnd;
pub use asking::{ANSWER_BYTES_MAX, Answer, Ask, Round};
pub use check::{Checked, verify};
pub use configuration::note_configuration;
pub use cosigned::{Agreed, Said, Witnessed, agreed, checkpoint, witnessed};
#[cfg(test)]
pub(crate) use destroy::PARTS;
pub(crate) use destroy::{destroy_imports, destroy_late, destroy_parts};
pub use explore::{EntryLine, EntryPage, Filter, PAGE_MAX, TRIED_MAX, Tried, page};
pub use file::{LogFile, LogFileName, file};
pub use fill::{Filler, Turn, entries};
pub(crate) use index::index_of;
pub use keep_up::{keep_up, let_go};
pub(crate) use letters::escaped;
pub use letters::mail_checkpoint;
pub(crate) use lost::{RECORD, is_lost};
pub use lost::{Resumed, resumed};
pub(crate) use parts::{destroyed_words, note_destroyed};
pub use pin::pin_heads;
pub(crate) use pin::pin_last;
#[cfg(test)]
pub(crate) use pin::{keep_pinned, rows_now};
pub use publish::{keep_published, publish, to_publish};
pub use published::{FILE_BYTES_MAX, Published, PublishedFolder};
pub(crate) use renew::{GoingOn, go_on, going_on};
pub use sequence::{Head, Sequenced, head, sequence};
#[cfg(test)]
pub(crate) use sequence::{compute_step, submit};
pub(crate) use sequence::{is_held, open_act};
pub use shown::{SHOWN_DAYS, ShownHour};
pub(crate) use sign::check_guard;
pub use sign::sign;
#[cfg(test)]
pub(crate) use sign::{keep_signed, prepare};
pub use single::{Single, first};
pub(crate) use single::{act_of, by_system, single};
pub(crate) use taken::between as taken_between;
pub use unpublished::{Unpublished, unpublished};
pub use witnesses::{Witnesses, WitnessesError};

pub use crate::meta::LogBefore;

use switchboard_ledger::note::{ED25519, KeyName, VerifierKey, key_id};
use switchboard_ledger::tree::Frontier;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::keys::Keys;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

/// Lays the empty tree of a new world and writes its first entry: what a test copy says of itself, if it is one, and then
/// with which version it began.
pub(crate) fn begin(world: &World, decoy: Option<String>, now: Moment) -> Result<(), Fault> {
    let origin = world.meta().origin.clone();
    let first = format!(
        "world={} version={}",
        world.meta().kind.text(),
        env!("CARGO_PKG_VERSION")
    );
    world
        .write("log-begin", Auth::Job("init"), now, move |tx| {
            let empty = Frontier::new().encode();
            tx.run(
                "insert into log_head (bucket, origin, size, frontier, epoch, holder, held_until, signed_size, note, signed_at) values ($1, $2, 0, $3, 0, '', 0, 0, '', 0)",
                &[Arg::Int(bucket_of(origin.as_bytes())), Arg::Text(&origin), Arg::Bytes(&empty)],
            )?;
            if let Some(decoy) = &decoy {
                entry::write(tx, &Draft::system(EventKind::DecoyBegun, "init").detail(decoy.clone()), &[])?;
            }
            entry::write(tx, &Draft::system(EventKind::KeyUse, "init").detail(first.clone()), &[])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

/// Something that the system did by itself, as an entry: start, stop, version, migration, restore, clock jump.
pub fn note_system(
    world: &World,
    kind: EventKind,
    detail: String,
    now: Moment,
) -> Result<(), Fault> {
    world
        .write("log-system", Auth::Job("system"), now, move |tx| {
            entry::write(
                tx,
                &Draft::system(kind, "system").detail(detail.clone()),
                &[],
            )?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

impl Keys {
    /// The key with which anybody checks this log, as text: `name+id+base64`.
    pub fn verifier_key(&self, origin: &str) -> Result<String, Fault> {
        Ok(VerifierKey::new(name(origin)?, self.log_public(origin)?).to_string())
    }

    pub(crate) fn log_key_id(&self, origin: &str) -> Result<u32, Fault> {
        Ok(key_id(&name(origin)?, ED25519, &self.log_public(origin)?))
    }
}

impl World {
    /// The key with which anybody checks this world's log.
    pub fn verifier_key(&self) -> Result<String, Fault> {
        self.0.keys.verifier_key(&self.meta().origin)
    }
}

fn name(origin: &str) -> Result<KeyName, Fault> {
    KeyName::parse(origin).map_err(|e| Fault::World(e.to_string()))
}
