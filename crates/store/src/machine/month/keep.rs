//! For how long backups are kept, and so a retired key. Two people change it.
//!
//! Shorter holds at once, for every key there is: no backup is kept that long any more, and what is older can't be read again.
//! Longer holds for the keys that are made from then on: whoever was forgotten was told by which day nothing of them is
//! readable anywhere, and no later word moves that day. So each key carries its own days.

use switchboard_rules::events::EventKind;
use switchboard_rules::forgetting::Keep;

use crate::blinds::Turn;
use crate::engine::{Arg, Raw};
use crate::entry;
use crate::fault::Fault;
use crate::never_again::Fact;
use crate::requests::{By, Filed, Outcome};
use crate::tx::Tx;

const NOW: &str = "select value from meta where key = 'backup-keep'";
const SET: &str = "update meta set value = $1 where key = 'backup-keep'";
const SHORTER: &str = "update month_key set keep_days = $1 where keep_days > $1";

/// For how long backups are kept, as it is set now.
pub(crate) fn keep(raw: &mut Raw<'_>) -> Result<Keep, Fault> {
    let days = raw.one(NOW, &[], |row| Ok(row.text(0)?.parse::<i64>().ok()))?;
    of_days(days.flatten().unwrap_or_default())
}

/// The days that a key carries.
pub(super) fn of_days(days: i64) -> Result<Keep, Fault> {
    let days = u16::try_from(days).ok();
    days.and_then(|days| Keep::days(days).ok())
        .ok_or_else(|| Fault::World("the database does not say for how long backups are kept, from 1 to 35 days; restore it from a backup".to_owned()))
}

/// Whether these words ask for another keep than the one that is set.
pub(crate) fn is_other_keep(tx: &mut Tx<'_, '_>, about: &str) -> Result<bool, Fault> {
    let now = keep(tx.raw())?;
    Ok(Keep::from_word(about).is_ok_and(|wanted| wanted != now))
}

/// Sets what two people agreed on.
pub(crate) fn set_keep(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    let Ok(wanted) = Keep::from_word(&filed.about) else {
        return Ok(Outcome::Failed("not-understood"));
    };
    // A key that is being made waits, and then carries the new days.
    Turn::take(tx.raw())?;
    let before = keep(tx.raw())?;
    let days = wanted.as_days().to_string();
    put(tx, wanted)?;
    // A restored backup must move no day that somebody was told.
    tx.never_again(&Fact::Keep { keep: wanted });
    let draft = by.draft(EventKind::BackupKeepChanged, filed);
    let words = format!(
        "days={days} before={} request={}",
        before.as_days(),
        filed.id
    );
    entry::write(tx, &draft.detail(words), &[])?;
    Ok(Outcome::Done)
}

fn put(tx: &mut Tx<'_, '_>, keep: Keep) -> Result<(), Fault> {
    tx.run(SET, &[Arg::Text(&keep.as_days().to_string())])?;
    tx.run(SHORTER, &[Arg::Int(i64::from(keep.as_days()))])?;
    Ok(())
}

/// Sets once more, in a restored world, what two people agreed on after its backup.
pub(crate) fn keep_again(tx: &mut Tx<'_, '_>, keep: Keep) -> Result<(), Fault> {
    Turn::take(tx.raw())?;
    put(tx, keep)
}
