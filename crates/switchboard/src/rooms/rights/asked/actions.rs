//! What members ask for by law, and what is done about it.

use switchboard_store::own_page::Sight;
use switchboard_store::rights::{self, Asked, Did, Standing};
use switchboard_store::rules::ids::RightId;
use switchboard_store::rules::look::Words;
use switchboard_store::rules::rights::Kind;
use switchboard_store::{Disclosed, Hits, RightWords, Tx};

use super::pages::Slip;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};

pub use switchboard_store::rights::After as Place;

/// What a member asked for.
pub struct Own {
    /// How each stands.
    pub standing: Vec<Standing>,
    /// The words, in the same order; none where the page is covered.
    pub words: Option<Disclosed<RightWords>>,
    /// How much is shown.
    pub sight: Sight,
}

/// A page of what waits.
pub struct Queue {
    /// Each with the place of its member among the hits.
    pub waiting: Vec<rights::Waiting>,
    /// The members, masked.
    pub hits: Disclosed<Hits>,
    /// How many are late.
    pub late: u64,
    /// Where the next page begins.
    pub after: Option<Place>,
}

/// One request.
pub struct Read {
    /// How it stands.
    pub standing: Standing,
    /// The words.
    pub words: Disclosed<RightWords>,
    /// The member, masked.
    pub hit: Option<Disclosed<Hits>>,
    /// Whether there is an e-mail address to which the letters about it go.
    pub has_email: bool,
}

/// What the member before their own page asked for.
pub async fn own(ctx: &Ctx) -> Result<Own, Problem> {
    let (own, proof) = ctx.act_own("rights-own", rights::own).await?;
    let words = own.words.map(|words| words.disclose(&proof)).transpose();
    Ok(Own {
        sight: own.sight,
        standing: own.standing,
        words: words.map_err(|shut| ctx.problem(What::Shut(shut)))?,
    })
}

/// Asks for something; answers whether it was taken.
pub async fn ask(ctx: &Ctx, kind: Kind, words: Words) -> Result<bool, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| rights::ask(tx, kind, &words);
    let (asked, _) = ctx.act_own("rights-ask", act).await?;
    Ok(matches!(asked, Asked::Yes(_)))
}

/// What waits.
pub async fn queue(ctx: &Ctx, after: Option<Place>) -> Result<Queue, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| rights::queue(tx, after);
    let (queue, proof) = ctx.act("rights-queue", act).await?;
    let hits = queue.hits.disclose(&proof);
    Ok(Queue {
        waiting: queue.waiting,
        hits: hits.map_err(|shut| ctx.problem(What::Shut(shut)))?,
        late: queue.late,
        after: queue.after,
    })
}

/// One of them, with its words.
pub async fn read(ctx: &Ctx, id: RightId) -> Result<Read, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| rights::read(tx, id);
    let (read, proof) = ctx.act("rights-read", act).await?;
    let shut = |shut| ctx.problem(What::Shut(shut));
    let hit = read.hit.map(|hit| hit.disclose(&proof)).transpose();
    Ok(Read {
        standing: read.standing,
        words: read.words.disclose(&proof).map_err(shut)?,
        hit: hit.map_err(shut)?,
        has_email: read.has_email,
    })
}

const fn slip(did: Did) -> Option<Slip> {
    match did {
        Did::Yes => None,
        Did::Before => Some(Slip::Before),
        Did::TooLate => Some(Slip::TooLate),
    }
}

/// A step of whoever answers.
pub enum Step {
    /// Tells the member that it has arrived.
    Acknowledge,
    /// Takes more time, and says why.
    Extend(Words),
    /// Answers.
    Answer(Words),
}

/// Takes a step; answers why nothing was done, where nothing was.
pub async fn take(ctx: &Ctx, id: RightId, step: Step) -> Result<Option<Slip>, Problem> {
    let name = match step {
        Step::Acknowledge => "rights-acknowledge",
        Step::Extend(_) => "rights-extend",
        Step::Answer(_) => "rights-answer",
    };
    let act = move |tx: &mut Tx<'_, '_>| match &step {
        Step::Acknowledge => rights::acknowledge(tx, id),
        Step::Extend(why) => rights::extend(tx, id, why),
        Step::Answer(words) => rights::answer(tx, id, words),
    };
    let (did, _) = ctx.act(name, act).await?;
    Ok(slip(did))
}
