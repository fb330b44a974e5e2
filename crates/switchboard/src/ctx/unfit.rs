//! What a program sent and can't be taken, or asked for and can't be done as things stand.

use super::Ctx;
use crate::api::Misfit;
use crate::problem::{Problem, Unfit, What};

impl Ctx {
    /// What a program sent doesn't fit at one place; `detail` says what is asked for, never what was sent.
    pub(crate) fn misfit(&self, pointer: &str, detail: impl std::fmt::Display) -> Problem {
        self.problem(What::Unfit(Unfit::Misfits(vec![Misfit {
            pointer: pointer.to_owned(),
            detail: detail.to_string(),
        }])))
    }

    /// What a program asks for can't be done as things stand.
    pub(crate) fn conflict(&self, why: impl std::fmt::Display) -> Problem {
        self.problem(What::Unfit(Unfit::Conflict(why.to_string())))
    }
}
