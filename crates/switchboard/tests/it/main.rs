//! The one integration binary: stories named after what happened, and the tests that keep the house tidy.
#![cfg(test)]

mod accounts;
mod command_line;
mod console;
mod crash;
mod cross_campaign;
mod duplicates;
mod every_route;
mod exhibit;
mod files;
mod forget;
mod forget_console;
mod front;
mod frozen;
mod full_disk;
mod house;
mod installation;
mod keys;
mod leaked_link;
mod leaver;
mod letters;
mod mail_server;
mod main_job;
mod manners;
mod member;
mod objection;
mod openapi;
mod program;
mod quiet;
mod reports;
mod restoring;
mod scraper;
mod streams;
mod tidy;
mod witnesses;
mod worker;
