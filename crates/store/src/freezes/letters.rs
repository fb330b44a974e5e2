//! Who hears of a freeze: those whom it stops, and every office. The letter says what, by which office and until when; about whom
//! and why stands on the page alone.

use std::collections::BTreeSet;

use switchboard_rules::freeze::{Stretch, Target};
use switchboard_rules::ids::{AccountId, ContestId};
use switchboard_rules::moment::Moment;

use crate::engine::Arg;
use crate::fault::Fault;
use crate::outbox::{self, Message, To};
use crate::session::id16;
use crate::tx::Tx;

/// What a letter says.
pub(super) enum Said {
    /// Somebody pressed.
    Pressed {
        /// As what.
        by: &'static str,
        /// When it lapses.
        until: Moment,
    },
    /// A second person confirmed it.
    Confirmed {
        /// When it is over.
        until: Moment,
    },
    /// Within the hour it lapses.
    Soon {
        /// When.
        until: Moment,
    },
    /// Those who stand still say that it is wrong.
    Appealed,
    /// It goes on.
    Lifted,
    /// It lapsed.
    Lapsed,
    /// Hours that it took are given back.
    Given {
        /// In which contest.
        contest: ContestId,
        /// When.
        window: Stretch,
    },
    /// They are not, after all.
    TakenBack {
        /// In which contest.
        contest: ContestId,
        /// When they would have been.
        window: Stretch,
    },
}

impl Said {
    fn words(&self) -> String {
        match self {
            Self::Pressed { by, until } => {
                format!("step=pressed office={by} until={}", until.millis())
            }
            Self::Confirmed { until } => format!("step=confirmed until={}", until.millis()),
            Self::Soon { until } => format!("step=soon until={}", until.millis()),
            Self::Appealed => "step=appealed".to_owned(),
            Self::Lifted => "step=lifted".to_owned(),
            Self::Lapsed => "step=lapsed".to_owned(),
            Self::Given { contest, window } => of_window("given", *contest, *window),
            Self::TakenBack { contest, window } => of_window("taken-back", *contest, *window),
        }
    }
}

/// A letter about hours names the contest and the window.
fn of_window(step: &str, contest: ContestId, window: Stretch) -> String {
    let (from, until) = (window.from.millis(), window.until.millis());
    format!("step={step} contest={contest} from={from} until={until}")
}

/// Writes to those whom it stops and to every office, each once; an appeal goes to the offices alone.
pub(super) fn tell(tx: &mut Tx<'_, '_>, target: Target, said: &Said) -> Result<(), Fault> {
    let vars = format!("frozen={} {}", target.what().code(), said.words());
    let mut heard: BTreeSet<AccountId> = outbox::officers(tx)?.into_iter().collect();
    if !matches!(said, Said::Appealed) {
        // Of all reading, hours are those of one contest.
        let whose = match said {
            Said::Given { contest, .. } | Said::TakenBack { contest, .. }
                if target == Target::Reading =>
            {
                Target::Contest(*contest)
            }
            _ => target,
        };
        heard.extend(stopped(tx, whose)?);
    }
    for account in heard {
        outbox::put(tx, Message::Freeze, To::Account(account), &vars)?;
    }
    Ok(())
}

const ORGANISERS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = 'organiser' and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and t.ended_at is null and a.ended_at is null and (t.scope = $2 or t.scope = $3 or (t.scope_kind = 'campaign' and t.scope in (select p.id from campaign p where p.contest = $2)) or (t.scope_kind = 'bank' and t.scope in (select b.id from bank b where b.campaign = $2 or b.contest = $2))) order by t.account limit 200";

/// The account itself, or who organises there. Of a branch and of all reading the offices hear anyway.
fn stopped(tx: &mut Tx<'_, '_>, target: Target) -> Result<Vec<AccountId>, Fault> {
    let campaign = match target {
        Target::Account(account) => return Ok(vec![account]),
        Target::Branch(_) | Target::Reading => return Ok(Vec::new()),
        Target::Contest(contest) => *contest.as_bytes(),
        Target::Campaign { campaign, .. } | Target::Bank { campaign, .. } => *campaign.as_bytes(),
    };
    let id = target.id();
    let args = [
        Arg::Int(tx.now().millis()),
        Arg::Bytes(&id),
        Arg::Bytes(&campaign),
    ];
    let found = tx.all(ORGANISERS, &args, |row| Ok(id16(row.bytes(0)?)))?;
    let found = found.into_iter().flatten();
    Ok(found.map(AccountId::from_bytes).collect())
}
