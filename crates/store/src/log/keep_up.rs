//! Keeping the log up with what is committed: places and signatures, as a server's job does it.

use std::time::{Duration, Instant};

use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::{Moment, Span};

use super::sequence::sequence;
use super::sign::sign;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::{Auth, SEQUENCER};
use crate::tx::Verdict;
use crate::world::World;

/// While more comes than can be placed at once, a signature is due after this: whoever looks at the checkpoint sees an
/// entry within a second of its commit, however busy the evening is.
const SIGN_EACH: Duration = Duration::from_millis(250);

/// Gives up `node`'s lease on the log, so that whoever comes next need not wait until it has run out.
pub fn let_go(world: &World, node: &str, now: Moment) -> Result<(), Fault> {
    let (origin, node) = (world.meta().origin.clone(), node.to_owned());
    let done = world.write("log-let-go", Auth::Job(SEQUENCER), now, move |tx| {
        tx.run(
            "update log_head set held_until = 0 where bucket = $1 and origin = $2 and holder = $3",
            &[
                Arg::Int(bucket_of(origin.as_bytes())),
                Arg::Text(&origin),
                Arg::Text(&node),
            ],
        )?;
        Ok(Verdict::Given(()))
    });
    done.wait().map(|_| ())
}

/// Gives committed entries their places, as `node`, and signs once; answers whether more may wait. Nothing does where
/// another node is at it. `signed` is told how long the signature's oldest entry had waited since its act was asked for.
pub fn keep_up(
    world: &World,
    node: &str,
    now: impl Fn() -> Moment,
    signed: impl FnOnce(Span),
) -> Result<bool, Fault> {
    let began = Instant::now();
    let mut oldest: Option<Moment> = None;
    let mut more = true;
    while more && began.elapsed() < SIGN_EACH {
        match sequence(world, node, now()) {
            Ok(step) if step.elsewhere => return Ok(false),
            Ok(step) => {
                // What is left came since: it waits for the next round, together with what comes until then.
                more = step.full;
                oldest = oldest.into_iter().chain(step.oldest).min();
            }
            // The head moved while the step was computed: once more, on the new one.
            Err(Fault::Stale(_)) => {}
            Err(fault) => {
                // What has its place already is signed all the same.
                sign(world, now())?;
                return Err(fault);
            }
        }
    }
    sign(world, now())?;
    if let Some(oldest) = oldest {
        signed(now().since(oldest));
    }
    Ok(more)
}
