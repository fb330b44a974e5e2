//! What was said of the one record since a merge and stops calls: after an undo it is true of both, because nobody can tell
//! of whom it was said. All else that was said since stays with the record that stayed.

use switchboard_rules::ids::MemberId;
use switchboard_rules::person::Day;
use switchboard_rules::roll::RollRow;

use super::merge::{add_marks, marks};
use crate::desk::stop;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::roll::whole::Whole;
use crate::roll::{Why, hand};
use crate::tx::Tx;

/// Marks that an officer lifts, by what is left of the marks in `member_merge` without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lifted {
    Restricted,
    Protected,
    Deceased,
}

const LIFTED: &str =
    "update member_merge set marks = marks & $1 where keeper = $2 and undone_at is null";

/// Queues that a mark was lifted of a record into which others were merged: if it is set once more, that was said since.
pub(crate) fn mark_lifted(tx: &mut Tx<'_, '_>, member: MemberId, lifted: Lifted) {
    let left = match lifted {
        Lifted::Restricted => 0b110,
        Lifted::Protected => 0b101,
        Lifted::Deceased => 0b011,
    };
    let args = vec![Value::Int(left), Value::Bytes(member.as_bytes().to_vec())];
    tx.later(LIFTED, args);
}

/// What stops calls and was said since, of the record that stayed.
pub(super) struct Since {
    do_not_call: bool,
    deceased: bool,
    ends_on: Option<Day>,
    ended: Option<(i64, Why)>,
    /// The marks that stood when the two were merged, but for those that were lifted since.
    marks_before: i64,
}

const NEWEST_END: &str = "select e.ended_at from member_end e where e.bucket = $1 and e.member = $2 and not exists (select 1 from import_dark d where d.import = e.import) order by e.import desc limit 1";

impl Since {
    /// Of the record that stayed as it is now and as the merge left it; `was_member` of whoever went.
    pub(super) fn of(
        tx: &mut Tx<'_, '_>,
        keep: &Whole,
        merged: Option<&RollRow>,
        (marks_before, was_member): (i64, bool),
    ) -> Result<Self, Fault> {
        let (row, then) = (&keep.row, merged);
        let ends_on = row
            .ends_on
            .filter(|_| then.is_none_or(|then| then.ends_on != row.ends_on));
        Ok(Self {
            do_not_call: row.do_not_call && then.is_none_or(|then| !then.do_not_call),
            deceased: row.deceased && then.is_none_or(|then| !then.deceased),
            ends_on,
            ended: if was_member { ended(tx, keep)? } else { None },
            marks_before,
        })
    }

    /// Says it of whoever went, too; answers whether there was anything, and queues the versions it takes. The membership of
    /// whoever went is ended as the other's was, or goes on.
    pub(super) fn onto(
        self,
        tx: &mut Tx<'_, '_>,
        (keep, gone): (&Whole, &Whole),
        was_member: bool,
    ) -> Result<(bool, Vec<[u8; 16]>), Fault> {
        let (mut is_any, mut acts) = (self.marks(tx, keep.member, gone.member)?, Vec::new());
        let mut row = gone.row.clone();
        row.do_not_call |= self.do_not_call;
        row.deceased |= self.deceased;
        if let Some(day) = self.ends_on
            && row.ends_on.is_none_or(|own| day < own)
        {
            row.ends_on = Some(day);
        }
        if let Some(act) = hand::correct_quietly(tx, gone, &row)? {
            is_any = true;
            acts.push(act);
        }
        if row.deceased && !gone.row.deceased {
            tx.flush()?;
            stop::hold_all(tx, gone.member)?;
        }
        if was_member && gone.ended == Some(Why::Merged) {
            acts.push(match self.ended {
                Some(end) => {
                    is_any = true;
                    hand::end_as(tx, gone.member, end)?
                }
                None => hand::resume_quietly(tx, gone.member)?,
            });
        }
        Ok((is_any, acts))
    }

    fn marks(&self, tx: &mut Tx<'_, '_>, keeper: MemberId, loser: MemberId) -> Result<bool, Fault> {
        let since = marks(tx, keeper)?.since(self.marks_before);
        let own = marks(tx, loser)?;
        let is_any = since.since(own.bits()).is_any();
        if is_any || since.rests_longer(own) {
            add_marks(tx, loser, since)?;
        }
        Ok(is_any)
    }
}

/// Since when the record that stayed is a former member's, by an officer's word or by a full roll.
fn ended(tx: &mut Tx<'_, '_>, keep: &Whole) -> Result<Option<(i64, Why)>, Fault> {
    let Some(why @ (Why::ByHand | Why::NotInTheRoll)) = keep.ended else {
        return Ok(None);
    };
    let member = keep.member;
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let at = tx.one(NEWEST_END, &args, |row| row.opt_int(0))?;
    Ok(at.flatten().map(|at| (at, why)))
}
