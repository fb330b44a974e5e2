//! The hold by which an import under way is told from one that broke off.

use std::time::{Duration, Instant};

use switchboard_rules::ids::ImportId;
use switchboard_rules::moment::{Moment, Span};

use super::import::given_up;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::world::World;

/// How long an import that writes nothing is still taken for running.
pub(super) const HELD: Span = Span::seconds(30);
/// How often an import that has little to write renews its hold.
pub(super) const RENEWED_EACH: Span = Span::seconds(5);

/// Never shorter than it was: a slice that takes long renews it up to a later moment than the one it was asked for.
const RENEW: &str = "update import_dark set held_until = case when held_until > $1 then held_until else $1 end where bucket = $2 and import = $3 and held_until >= 0";

/// Renews the hold of an import; refused where it was given up meanwhile.
pub(super) fn renew(raw: &mut Raw<'_>, id: ImportId, now: Moment) -> Result<(), Fault> {
    let held = [
        Arg::Int(now.plus(HELD).millis()),
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
    ];
    match raw.run(RENEW, &held)? {
        1 => Ok(()),
        _ => Err(given_up()),
    }
}

/// The hold while one slice is taken in, which may take longer than the hold lasts: thousands of members are opened for an
/// objection by a number that they share.
pub(crate) struct Hold {
    world: World,
    id: ImportId,
    /// When the slice was asked for, and how long ago that is.
    asked_at: Moment,
    begun: Instant,
    renewed: Duration,
}

impl Hold {
    pub(crate) fn of(world: &World, id: ImportId, asked_at: Moment) -> Self {
        Self {
            world: world.clone(),
            id,
            asked_at,
            begun: Instant::now(),
            renewed: Duration::ZERO,
        }
    }

    /// Renews it where it is time to.
    pub(super) fn go_on(&mut self) -> Result<(), Fault> {
        self.go_on_at(self.begun.elapsed())
    }

    /// The same so long after the slice was asked for.
    pub(crate) fn go_on_at(&mut self, elapsed: Duration) -> Result<(), Fault> {
        let millis = |time: Duration| i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        if millis(elapsed.saturating_sub(self.renewed)) < RENEWED_EACH.as_millis() {
            return Ok(());
        }
        self.renewed = elapsed;
        let (id, now) = (self.id, self.asked_at.plus(Span::millis(millis(elapsed))));
        let renewed = move |raw: &mut Raw<'_>| renew(raw, id, now);
        self.world.0.db.write("import-slice", renewed)?;
        Ok(())
    }
}
