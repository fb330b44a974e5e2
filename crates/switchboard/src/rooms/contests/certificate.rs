//! That what a campaign wrote is destroyed: `GET /contests/campaigns/{campaign}/certificate`.

use askama::Template;
use switchboard_store::rules::ids::CampaignId;
use switchboard_store::walls::Certificate as Certified;

use super::actions;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::Path;
use crate::web::page::{Html, Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The certificate of one campaign. It names nobody.
#[derive(Template)]
#[template(path = "contests/certificate.html")]
pub struct Certificate {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's name.
    pub campaign: String,
    /// Its contest's name.
    pub contest: String,
    /// What was done; none while the contest isn't deleted.
    pub done: Option<Shredded>,
    /// The log's name.
    pub origin: String,
}

/// What was destroyed and erased.
#[derive(Clone)]
pub struct Shredded {
    /// When the key was destroyed.
    pub at: Stamp,
    /// The day at whose end no backup opens it.
    pub everywhere: String,
    /// When the rest was erased.
    pub swept_at: Option<Stamp>,
    /// Calls whose outcome was erased.
    pub calls: u64,
    /// Notes.
    pub notes: u64,
    /// Calls whose answers are destroyed.
    pub answers: u64,
    /// Places in queues.
    pub turns: u64,
    /// The entry that says so.
    pub entry: Option<u64>,
    /// The entry that says that the rest is erased.
    pub sweep_entry: Option<u64>,
}

/// `GET /contests/campaigns/{campaign}/certificate`.
pub(super) async fn get(
    ctx: Ctx,
    Path(campaign): Path<String>,
) -> Result<Html<Certificate>, Problem> {
    let id = CampaignId::parse(&campaign).map_err(|_| ctx.problem(What::NotFound))?;
    let certified = actions::certificate(&ctx, id).await?;
    Ok(Html(page(&ctx, certified)))
}

fn page(ctx: &Ctx, certified: Certified) -> Certificate {
    let index = |entry: Option<i64>| entry.and_then(|entry| u64::try_from(entry).ok());
    let done = certified.shredded_at.map(|at| Shredded {
        at: ctx.stamp(at),
        everywhere: certified
            .everywhere
            .map_or_else(String::new, |day| day.to_string()),
        swept_at: certified.swept_at.map(|at| ctx.stamp(at)),
        calls: certified.calls,
        notes: certified.notes,
        answers: certified.answers,
        turns: certified.turns,
        entry: index(certified.entry),
        sweep_entry: index(certified.sweep_entry),
    });
    Certificate {
        shell: ctx.shell(),
        campaign: certified.campaign,
        contest: certified.contest,
        done,
        origin: certified.origin,
    }
}

unprinted!(Certificate);

impl Page for Certificate {
    fn title_key(&self) -> &'static str {
        "shredding-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |done| Self {
            shell: Shell::sample("Organiser 1", &[Link::Home]),
            campaign: "Harbour campaign".to_owned(),
            contest: "Leadership 2026".to_owned(),
            done,
            origin: "log.example.org/live-0a1b2c3d".to_owned(),
        };
        let done = Shredded {
            at: sample_stamp(-90),
            everywhere: "2027-01-05".to_owned(),
            swept_at: Some(sample_stamp(-80)),
            calls: 14_250,
            notes: 912,
            answers: 4_310,
            turns: 60_000,
            entry: Some(204_911),
            sweep_entry: Some(204_960),
        };
        let early = Shredded {
            swept_at: None,
            entry: None,
            sweep_entry: None,
            ..done.clone()
        };
        vec![
            ("contests-certificate", page(Some(done))),
            ("contests-certificate-going-on", page(Some(early))),
            ("contests-certificate-not-yet", page(None)),
        ]
    }
}
