//! Keeping the log up with what is committed: places and signatures, as a server's job does it.

use std::time::{Duration, Instant};

use switchboard_rules::moment::{Moment, Span};

use super::sequence::sequence;
use super::sign::sign;
use crate::fault::Fault;
use crate::world::World;

/// While more comes than can be placed at once, a signature is made at least this often: whoever looks at the checkpoint
/// sees an entry within a second of its commit, however busy the evening is.
const SIGN_EACH: Duration = Duration::from_millis(250);

/// Gives every committed entry its place, as `node`, and signs; answers when nothing waits any more, or another node is at
/// it. After each signature `signed` is told how long its oldest entry had waited for it since its act was asked for.
pub fn keep_up(
    world: &World,
    node: &str,
    now: impl Fn() -> Moment,
    mut signed: impl FnMut(Span),
) -> Result<(), Fault> {
    let mut more = true;
    while more {
        let began = Instant::now();
        let mut oldest: Option<Moment> = None;
        loop {
            match sequence(world, node, now()) {
                Ok(step) if step.elsewhere => return Ok(()),
                Ok(step) => {
                    more = step.taken > 0;
                    oldest = oldest.into_iter().chain(step.oldest).min();
                }
                // The head moved while the step was computed: once more, on the new one.
                Err(Fault::Stale(_)) => {}
                Err(fault) => return Err(fault),
            }
            if !more || began.elapsed() >= SIGN_EACH {
                break;
            }
        }
        sign(world, now())?;
        if let Some(oldest) = oldest {
            signed(now().since(oldest));
        }
    }
    Ok(())
}
