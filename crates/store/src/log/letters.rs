//! The nightly letter with the checkpoint: whoever keeps it holds the log to what it was.
//!
//! It goes to every campaign's organisers, to whoever holds an office, to the committee that watches the contest and to
//! auditors: those who distrust each other, each with a copy outside this machine (`Role::keeps_checkpoints`). Rows are put into the queue in slices, and a word in `meta` says how far: a killed run goes on
//! where it was, and of two processes one does each slice.

use switchboard_ledger::note::Note;
use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};

use super::cosigned::size_of;
use super::publish::to_publish;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::outbox::{self, Message, To};
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// From which minute of the day on it goes out, by the organisation's clock.
const FROM: u16 = 3 * 60;
const SLICE: usize = 100;
/// By how much a clock may have been set back.
const SET_BACK: Span = Span::days(3);
const NIGHT: &str = "checkpoint_letters";

const KNOWN: &str = "select value from meta where key = $1";
const FIRST: &str = "insert into meta (key, value) values ($1, $2) on conflict (key) do nothing";
const NEXT: &str = "update meta set value = $1 where key = $2 and value = $3";
const KEEPERS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role in ('membership-officer', 'returning-officer', 'dpo', 'approver', 'organiser', 'committee', 'auditor') and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and t.ended_at is null and a.ended_at is null and t.account > $2 order by t.account limit 100";

/// How far a night's letters are.
struct Night {
    count: u64,
    /// The account that was written to last; none when all were.
    last: Option<AccountId>,
}

impl Night {
    fn text(&self, day: &str) -> String {
        let last = self.last.map_or("done".to_owned(), |last| last.to_string());
        format!("{day} {} {last}", self.count)
    }

    /// A night as far as it is known, with its day.
    fn parse(text: &str) -> Option<(&str, Self)> {
        let mut words = text.split(' ');
        let day = words.next()?;
        let count = words.next()?.parse().ok()?;
        let last = match words.next()? {
            "done" => None,
            id => Some(AccountId::parse(id).ok()?),
        };
        Some((day, Self { count, last }))
    }
}

/// This night's day, and the latest day from which the clock may have been set back to it.
#[derive(Clone)]
struct Tonight {
    day: String,
    latest: String,
}

impl Tonight {
    fn of(world: &World, now: Moment) -> Self {
        let day = |at| world.zone().local(at).date.to_string();
        Self {
            day: day(now),
            latest: day(now.plus(SET_BACK)),
        }
    }

    /// Whether a day is one of those from which the clock was set back: its letters are out, and to send this night's would
    /// send them twice. (Days are written so that later ones sort after earlier ones.) A day beyond is no day that was: some
    /// clock stood far ahead, and nights go on from here.
    fn was_passed(&self, day: &str) -> bool {
        day > self.day.as_str() && day <= self.latest.as_str()
    }
}

/// Writes the night's letters with the checkpoint, once a day from three o'clock on; answers how many there were, or
/// nothing when it isn't time, when it is done, or before the first signature.
pub fn mail_checkpoint(world: &World, now: Moment) -> Result<Option<u64>, Fault> {
    let local = world.zone().local(now);
    if local.minute < FROM {
        return Ok(None);
    }
    let tonight = Tonight::of(world, now);
    let text = to_publish(world, now)?;
    let Ok(note) = Note::parse(text.as_bytes()) else {
        return Ok(None);
    };
    let size = size_of(&note);
    let vars = format!(
        "at={} size={size} key={} checkpoint={}",
        now.millis(),
        world.verifier_key()?,
        escaped(&text)
    );
    loop {
        let (tonight, vars) = (tonight.clone(), vars.clone());
        let done = world
            .write("checkpoint-letters", Auth::Job("letters"), now, move |tx| {
                slice(tx, &tonight, &vars, size).map(Verdict::Given)
            })
            .wait()?;
        match done.verdict {
            Verdict::Given(Slice::More) => {}
            Verdict::Given(Slice::Last(count)) => return Ok(Some(count)),
            Verdict::Given(Slice::DoneBefore) | Verdict::Refused(_) => return Ok(None),
        }
    }
}

enum Slice {
    More,
    Last(u64),
    DoneBefore,
}

/// The next letters of the night.
fn slice(tx: &mut Tx<'_, '_>, tonight: &Tonight, vars: &str, size: u64) -> Result<Slice, Fault> {
    let known = tx.one(KNOWN, &[Arg::Text(NIGHT)], |row| {
        Ok(row.text(0)?.to_owned())
    })?;
    let night = known.as_deref().and_then(Night::parse);
    let (count, last) = match night {
        Some((day, _)) if tonight.was_passed(day) => return Ok(Slice::DoneBefore),
        Some((day, night)) if day == tonight.day => match night.last {
            None => return Ok(Slice::DoneBefore),
            last => (night.count, last),
        },
        _ => (0, None),
    };
    let last = last
        .map(|last| last.as_bytes().to_vec())
        .unwrap_or_default();
    let args = [Arg::Int(tx.now().millis()), Arg::Bytes(&last)];
    let keepers = tx.all(KEEPERS, &args, |row| {
        Ok(AccountId::from_bytes(
            id16(row.bytes(0)?).unwrap_or_default(),
        ))
    })?;
    for account in &keepers {
        outbox::put(tx, Message::Checkpoint, To::Account(*account), vars)?;
    }
    let is_last = keepers.len() < SLICE;
    let count = count.saturating_add(u64::try_from(keepers.len()).unwrap_or(0));
    let next = Night {
        count,
        last: keepers.last().filter(|_| !is_last).copied(),
    };
    let (key, next) = (
        Value::Text(NIGHT.to_owned()),
        Value::Text(next.text(&tonight.day)),
    );
    match known {
        None => tx.later_expect(1, FIRST, vec![key, next]),
        Some(known) => tx.later_expect(1, NEXT, vec![next, key, Value::Text(known)]),
    }
    if !is_last {
        return Ok(Slice::More);
    }
    let draft = Draft::system(EventKind::CheckpointMailed, "letters")
        .detail(format!("size={size} letters={count}"));
    entry::write(tx, &draft, &[])?;
    hooks::tell(tx, Event::Checkpoint, Whose::Organisation, "")?;
    Ok(Slice::Last(count))
}

/// A text as one word of a letter's variables.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace(' ', "%20")
        .replace('\n', "%0A")
}
