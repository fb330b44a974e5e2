//! Letters: the queue's way out over a mail server, and what comes back.
//!
//! | the server says | what happens |
//! |---|---|
//! | 2xx | sent |
//! | 4xx, nothing, or something before the address was named | tried again after 1, 5, 15 minutes, 1, 3, then 6 hours |
//! | 5xx to the address | noted: this address doesn't work, and nothing more is sent there |
//! | 5xx to what the letter says | refused: noted, an alert |
//! | nothing good for `mail.give_up_days` | given up: noted, an alert |
//!
//! A line that breaks after the letter went over and before the answer came is tried again under the same Message-ID, so
//! that the reader's program can tell the two apart: a letter may come twice, never not at all.

mod letter;
mod line;
mod returned;

use std::path::PathBuf;

use switchboard_store::Meta;
use switchboard_store::machine::{Handed, Letter, Reader};
use switchboard_store::rules::moment::{Moment, Span};

use crate::config::{Config, Mail};
use crate::web::messages::Words;
use line::Line;

pub(crate) use letter::Writer;
pub(crate) use returned::{Returned, read};

/// An address with or without a name before it, as in `Members <members@example.org>`.
pub(crate) fn mailbox(text: &str) -> Option<lettre::message::Mailbox> {
    text.parse().ok()
}

/// The post office of a process.
pub(crate) struct Post {
    mail: Mail,
    dir: PathBuf,
    operator: String,
    writer: Writer,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Post(…)")
    }
}

impl Post {
    /// As the configuration says; `dir` is the world's directory.
    pub(crate) fn new(meta: &Meta, config: &Config, dir: PathBuf) -> Self {
        Self {
            writer: Writer::new(meta, config, Words::of(config.language.usual.language())),
            operator: config.alerts.to.join(","),
            mail: config.mail.clone(),
            dir,
        }
    }

    /// Whether letters go anywhere.
    pub(crate) fn is_open(&self) -> bool {
        self.mail.server.is_some()
    }

    /// After how long a letter that nobody takes is given up.
    pub(crate) fn give_up(&self) -> Span {
        Span::days(i64::from(self.mail.give_up_days))
    }

    /// Where alerts go that have no account.
    pub(crate) fn operator(&self) -> &str {
        &self.operator
    }

    /// One run over what is due.
    pub(crate) fn run(&self, now: Moment) -> Run<'_> {
        Run {
            post: self,
            line: None,
            down: None,
            now,
        }
    }

    /// Sends one letter that says that letters go out, to an address that the operator types at the console.
    pub(crate) fn test(&self, address: &str, now: Moment) -> Result<(), String> {
        let letter = Letter {
            kind: "test".to_owned(),
            address: address.to_owned(),
            vars: Vec::new(),
            reader: Reader::Other,
            put_at: now,
            mark: format!("{:048x}", now.millis()),
        };
        match self.run(now).hand(&letter) {
            Handed::Taken(_) => Ok(()),
            Handed::NoSuchAddress(code) | Handed::Refused(code) | Handed::Later(code) => Err(code),
        }
    }
}

/// One run over what is due: one line to the server, as long as it lasts.
pub(crate) struct Run<'p> {
    post: &'p Post,
    line: Option<Line>,
    /// Why there is no line, once it could not be opened: the other letters of this run needn't try.
    down: Option<String>,
    now: Moment,
}

impl Run<'_> {
    /// Why the server can't be used, if it can't.
    pub(crate) fn down(&self) -> Option<&str> {
        self.down.as_deref()
    }

    /// Hands one letter over.
    pub(crate) fn hand(&mut self, letter: &Letter) -> Handed {
        if let Some(word) = &self.down {
            return Handed::Later(word.clone());
        }
        let Some(written) = self.post.writer.write(letter, self.now) else {
            return Handed::NoSuchAddress("5.1.3".to_owned());
        };
        let line = match self.line.take() {
            Some(line) => line,
            None => match Line::open(&self.post.mail, &self.post.dir) {
                Ok(line) => line,
                Err(word) => {
                    self.down = Some(word.clone());
                    return Handed::Later(word);
                }
            },
        };
        let (handed, line) = line.hand(&written);
        self.line = line;
        handed
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        if let Some(line) = self.line.take() {
            line.close();
        }
    }
}
