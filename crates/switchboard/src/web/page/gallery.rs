//! Every page in every state, rendered from its samples.
//!
//! The tests go through it, and `cargo run --example render_pages DIR` writes
//! it out to look at. A page that isn't listed here fails the test
//! `every_page_type_is_in_the_gallery`.

use axum::http::StatusCode;

use super::refused::{Fault, NotFound, RateLimited, Refused, ShowAgain};
use super::{Cache, Page};
use crate::rooms::{
    accounts, answers, audiences, banks, branches, contests, desk, door, duplicates, fairness,
    freezes, home, hooks, installation, joining, language, leaving, licences, log, members,
    programs, requests, restored, rights, roll, scripts, shifts, testing, training,
};
use crate::web::messages::Words;

/// A sample, rendered.
#[derive(Debug)]
pub struct Rendered {
    /// The sample's name.
    pub name: &'static str,
    /// The status it is sent with.
    pub status: StatusCode,
    /// Who may keep it.
    pub cache: Cache,
    /// The page.
    pub html: String,
}

/// Render every sample of every page in these words.
pub fn gallery_in(words: &Words) -> Result<Vec<Rendered>, askama::Error> {
    words.speaking(gallery)
}

/// Render every sample of every page.
pub fn gallery() -> Result<Vec<Rendered>, askama::Error> {
    let mut all = Vec::new();
    add_desk(&mut all)?;
    add_rights(&mut all)?;
    add::<door::pages::SignIn>(&mut all)?;
    add::<door::pages::SignedOut>(&mut all)?;
    add::<door::pages::Passkeys>(&mut all)?;
    add::<door::pages::AddDevice>(&mut all)?;
    add::<door::pages::Onward>(&mut all)?;
    add::<door::pages::IdentityFailed>(&mut all)?;
    add::<door::pages::Identity>(&mut all)?;
    add::<door::pages::StaffSignIn>(&mut all)?;
    add::<door::pages::SetUp>(&mut all)?;
    add::<door::pages::Own>(&mut all)?;
    add_own(&mut all)?;
    add::<ShowAgain>(&mut all)?;
    add::<testing::pages::Testing>(&mut all)?;
    add::<answers::pages::Ask>(&mut all)?;
    add::<answers::pages::Read>(&mut all)?;
    add::<answers::pages::Cases>(&mut all)?;
    add::<licences::pages::Licences>(&mut all)?;
    add::<licences::pages::One>(&mut all)?;
    add::<licences::pages::Entered>(&mut all)?;
    add::<licences::pages::NewForm>(&mut all)?;
    add::<licences::pages::CheckForm>(&mut all)?;
    add::<licences::pages::Answer>(&mut all)?;
    add::<accounts::pages::Accounts>(&mut all)?;
    add::<scripts::pages::Scripts>(&mut all)?;
    add::<scripts::pages::Editor>(&mut all)?;
    add::<scripts::pages::OpeningLines>(&mut all)?;
    add::<scripts::pages::Complaints>(&mut all)?;
    add::<scripts::pages::Answered>(&mut all)?;
    add::<joining::pages::Join>(&mut all)?;
    add::<joining::pages::Way>(&mut all)?;
    add::<joining::pages::People>(&mut all)?;
    add::<joining::pages::ToldPage>(&mut all)?;
    add::<joining::pages::NewCode>(&mut all)?;
    add::<banks::beside::Beside>(&mut all)?;
    add::<banks::closing::Close>(&mut all)?;
    add::<banks::copying::Copy>(&mut all)?;
    add::<shifts::pages::Shifts>(&mut all)?;
    add::<shifts::pages::One>(&mut all)?;
    add::<hooks::pages::Hooks>(&mut all)?;
    add::<hooks::pages::One>(&mut all)?;
    add::<hooks::pages::NewSecret>(&mut all)?;
    add::<accounts::pages::terms::Terms>(&mut all)?;
    add::<accounts::pages::may::May>(&mut all)?;
    add::<home::pages::Home>(&mut all)?;
    add::<banks::pages::Watch>(&mut all)?;
    add::<roll::pages::Import>(&mut all)?;
    add::<roll::pages::TrialPage>(&mut all)?;
    add::<roll::pages::Notes>(&mut all)?;
    add::<roll::pages::Search>(&mut all)?;
    add::<roll::pages::Reports>(&mut all)?;
    add::<roll::pages::Callers>(&mut all)?;
    add::<requests::pages::Requests>(&mut all)?;
    add::<freezes::pages::Freezes>(&mut all)?;
    add::<requests::pages::RecordCode>(&mut all)?;
    add::<rights::pages::Forget>(&mut all)?;
    add::<rights::pages::Forgetting>(&mut all)?;
    add::<rights::pages::Certificate>(&mut all)?;
    add::<rights::pages::Retention>(&mut all)?;
    add::<installation::pages::Installation>(&mut all)?;
    add::<installation::pages::Lists>(&mut all)?;
    add::<branches::pages::Branches>(&mut all)?;
    add::<branches::pages::Branch>(&mut all)?;
    add::<duplicates::pages::Duplicates>(&mut all)?;
    add::<duplicates::pages::Compare>(&mut all)?;
    add::<duplicates::pages::Merges>(&mut all)?;
    add::<duplicates::pages::Identical>(&mut all)?;
    add::<audiences::pages::NewBank>(&mut all)?;
    add::<audiences::table::Table>(&mut all)?;
    add::<leaving::pages::Leave>(&mut all)?;
    add::<leaving::pages::Campaigns>(&mut all)?;
    add::<leaving::pages::Withdraw>(&mut all)?;
    add::<restored::pages::Restored>(&mut all)?;
    add::<members::pages::Open>(&mut all)?;
    add::<members::pages::AskReason>(&mut all)?;
    add::<members::pages::Record>(&mut all)?;
    add::<members::pages::Correct>(&mut all)?;
    add::<members::pages::Reasons>(&mut all)?;
    add::<members::pages::Colleagues>(&mut all)?;
    add::<log::pages::MyRecord>(&mut all)?;
    add::<log::pages::ExhibitForm>(&mut all)?;
    add::<log::pages::ExhibitPage>(&mut all)?;
    add::<log::pages::Explorer>(&mut all)?;
    add::<log::pages::Exposure>(&mut all)?;
    add::<log::pages::PublicLog>(&mut all)?;
    add::<contests::pages::Contest>(&mut all)?;
    add::<contests::certificate::Certificate>(&mut all)?;
    add_fairness(&mut all)?;
    add::<contests::pages::calendar::Calendar>(&mut all)?;
    add::<contests::pages::calendar::NewForm>(&mut all)?;
    add::<contests::pages::ready::Ready>(&mut all)?;
    add::<Refused>(&mut all)?;
    add::<NotFound>(&mut all)?;
    add::<Fault>(&mut all)?;
    add::<RateLimited>(&mut all)?;
    Ok(all)
}

/// Where somebody is signed in, which programs act for them, and in which language they read.
fn add_own(all: &mut Vec<Rendered>) -> Result<(), askama::Error> {
    add::<door::pages::Sessions>(all)?;
    add::<programs::pages::Programs>(all)?;
    add::<programs::pages::NewToken>(all)?;
    add::<language::pages::Languages>(all)
}

/// What everybody sees of a fair contest.
fn add_fairness(all: &mut Vec<Rendered>) -> Result<(), askama::Error> {
    add::<fairness::pages::Contests>(all)?;
    add::<fairness::pages::Fairness>(all)?;
    add::<fairness::pages::Campaign>(all)
}

/// The caller's pages.
fn add_desk(all: &mut Vec<Rendered>) -> Result<(), askama::Error> {
    add::<training::pages::Training>(all)?;
    add::<training::pages::Done>(all)?;
    add::<training::pages::Campaign>(all)?;
    add::<desk::pages::BankFirst>(all)?;
    add::<desk::pages::OnBreak>(all)?;
    add::<desk::pages::Card>(all)?;
    add::<desk::pages::Saved>(all)?;
    add::<desk::pages::Empty>(all)?;
    add::<desk::pages::BudgetSpent>(all)?;
    add::<desk::pages::Change>(all)?;
    add::<desk::pages::HandedBack>(all)?;
    add::<desk::pages::Near>(all)?;
    add::<desk::pages::Offline>(all)?;
    add::<desk::pages::Back>(all)?;
    add::<desk::pages::Evening>(all)?;
    add::<desk::pages::Late>(all)
}

/// What a member sees of their own rights, and whoever answers them.
fn add_rights(all: &mut Vec<Rendered>) -> Result<(), askama::Error> {
    add::<rights::own::pages::Ask>(all)?;
    add::<rights::own::pages::TypeCode>(all)?;
    add::<rights::own::pages::Mine>(all)?;
    add::<rights::own::pages::Copy>(all)?;
    add::<rights::own::pages::Done>(all)?;
    add::<rights::own::giving::GiveCode>(all)?;
    add::<rights::asked::pages::OwnAsked>(all)?;
    add::<rights::asked::pages::Waiting>(all)?;
    add::<rights::asked::pages::One>(all)
}

fn add<P: Page>(all: &mut Vec<Rendered>) -> Result<(), askama::Error> {
    for (name, page) in P::samples() {
        let html = page.render()?;
        all.push(Rendered {
            name,
            status: page.status(),
            cache: P::CACHE,
            html,
        });
    }
    Ok(())
}
