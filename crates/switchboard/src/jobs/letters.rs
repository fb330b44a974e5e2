//! The post's rounds: what is due is opened by the store and handed to the mail server, one letter after the other.

#[cfg(test)]
mod tests;

use switchboard_store::rules::moment::Moment;
use switchboard_store::{Fault, World, machine};

use crate::post::Post;

/// Sends what is due; answers how many letters it took in hand.
pub(super) fn round(post: &Post, world: &World, now: Moment) -> Result<usize, Fault> {
    let mut run = post.run(now);
    let taken = machine::letters(world, now, post.give_up(), post.operator(), &mut |letter| {
        run.hand(letter)
    })?;
    if let Some(word) = run.down() {
        tracing::warn!("the mail server can't be used ({word}); letters wait");
    }
    Ok(taken)
}
