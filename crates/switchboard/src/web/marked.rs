//! Words with a little Markdown, taken apart into what a page may show: paragraphs, lists, emphasis, line breaks. Nothing else
//! comes out: no link, no image, no tag. What a template writes of it is escaped like everything.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The paragraph, or the items.
    pub items: Vec<Vec<Span>>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// One paragraph.
    Said,
    /// A list.
    List,
    /// A list with numbers.
    Numbered,
}

/// Words that look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// How they look.
    pub look: Look,
}

impl Span {
    /// Its words; a new line is a space.
    pub fn said(&self) -> &str {
        if self.look == Look::Break {
            " "
        } else {
            &self.text
        }
    }
}

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Like all others.
    Plain,
    /// Stressed.
    Stressed,
    /// Stressed more.
    Strong,
    /// No words: a new line.
    Break,
}

/// Takes Markdown apart. `fill` is asked for the words of each span, so that what is filled in is never read as Markdown.
pub fn marked(text: &str, fill: &dyn Fn(&str) -> String) -> Vec<Block> {
    let mut reading = Reading::default();
    for event in Parser::new_ext(text, Options::empty()) {
        reading.take(event);
    }
    reading.close();
    for span in reading
        .blocks
        .iter_mut()
        .flat_map(|block| block.items.iter_mut().flatten())
    {
        span.text = fill(&span.text);
    }
    reading.blocks
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    /// The list one is in, the outermost: those in it are shown as one.
    list: Option<Block>,
    depth: usize,
    strong: usize,
    stressed: usize,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            // A tag that somebody typed is words like others.
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.say(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.spans.push(Span {
                text: String::new(),
                look: Look::Break,
            }),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        let look = match (self.strong, self.stressed) {
            (0, 0) => Look::Plain,
            (0, _) => Look::Stressed,
            _ => Look::Strong,
        };
        match self.spans.last_mut() {
            Some(last) if last.look == look => last.text.push_str(text),
            _ => self.spans.push(Span {
                text: text.to_owned(),
                look,
            }),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong | Tag::Heading { .. } => self.strong += 1,
            Tag::Emphasis => self.stressed += 1,
            Tag::List(first) => {
                self.close();
                self.depth += 1;
                let kind = match first {
                    Some(_) => BlockKind::Numbered,
                    None => BlockKind::List,
                };
                let items = Vec::new();
                self.list.get_or_insert(Block { kind, items });
            }
            Tag::Paragraph | Tag::Item => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.stressed = self.stressed.saturating_sub(1),
            TagEnd::Heading(_) => {
                self.strong = self.strong.saturating_sub(1);
                self.close();
            }
            TagEnd::List(_) => {
                self.close();
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.blocks.extend(self.list.take());
                }
            }
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::HtmlBlock
            | TagEnd::CodeBlock
            | TagEnd::BlockQuote(_) => self.close(),
            _ => {}
        }
    }

    /// What was said stands as an item, or as a paragraph.
    fn close(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        match &mut self.list {
            Some(list) => list.items.push(spans),
            None => self.blocks.push(Block {
                kind: BlockKind::Said,
                items: vec![spans],
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::*;

    #[derive(Template)]
    #[template(path = "web/marked.html")]
    struct Shown {
        blocks: Vec<Block>,
    }

    fn html(text: &str) -> String {
        let blocks = marked(text, &|words| {
            words.replace("{name}", "*<b>Mrs</b>* [x](y)")
        });
        Shown { blocks }.render().unwrap()
    }

    #[test]
    fn paragraphs_lists_and_emphasis_are_shown() {
        insta::assert_snapshot!(html(
            "# Hello\n\nAsk **twice**, *gently*\nand wait.\n\n- one\n- two\n  1. three\n\n3. four\n4. five\n\n> quoted `code`"
        ));
    }

    #[test]
    fn what_is_filled_in_is_never_read_as_markdown_or_as_a_tag() {
        let shown = html("Is that **{name}**?");
        assert_eq!(
            shown.trim(),
            "<p>Is that <strong>*&#60;b&#62;Mrs&#60;/b&#62;* [x](y)</strong>?</p>"
        );
    }

    /// Every tag of a page, with all that stands in it.
    fn tags(html: &str) -> Vec<&str> {
        let tags = html.split('<').skip(1);
        tags.map(|rest| rest.split('>').next().unwrap()).collect()
    }

    #[test]
    fn no_injection_gets_a_tag_an_attribute_or_an_address_onto_the_page() {
        let tries = [
            "<script>alert(1)</script>",
            "<SCRIPT SRC=//x.example></SCRIPT>",
            "<img src=x onerror=alert(1)>",
            "![x](javascript:alert(1))",
            "![x\" onerror=\"alert(1)](y)",
            "[click](javascript:alert(1))",
            "[click](data:text/html;base64,PHNjcmlwdD4=)",
            "[a]: javascript:alert(1)\n\n[a]",
            "<javascript:alert(1)>",
            "<https://x.example>",
            "https://x.example/autolink",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&#60;script&#62;",
            "`<script>`",
            "```html\n<script>\n```",
            "    <script>indented</script>",
            "<div\nonclick=\"x\">\n\ntext\n</div>",
            "<!-- <script> -->",
            "<![CDATA[<script>]]>",
            "<?php x ?>",
            "[[[[[[nested](x)](y)](z)](w)](v)](u)",
            "*_**<b>**_*",
            "- <svg/onload=alert(1)>\n- <a href=javascript:x>y</a>",
            "1. \"><script>x</script>",
            "> <iframe srcdoc='<script>'>",
            "\\<script\\>",
            "<style>*{color:red}</style>",
            "x <b onmouseover=alert(1)>y</b>",
            "| a | b |\n|--|--|\n| <script> | x |",
            "\u{0}<script>\u{202e}",
        ];
        let known = [
            "p", "/p", "em", "/em", "strong", "/strong", "ul", "/ul", "ol", "/ol", "li", "/li",
            "br",
        ];
        for text in tries {
            let html = html(text);
            for tag in tags(&html) {
                assert!(known.contains(&tag), "{text:?} gave <{tag}>: {html}");
            }
        }
    }
}
