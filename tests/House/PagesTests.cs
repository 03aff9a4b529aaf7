using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.House;

/// <summary>All pages in both languages, as they are sent: sound, connected, and in one language unless they say so.</summary>
public sealed partial class PagesTests
{
    /// <summary>What stands in Latin letters on a Chinese page without being English: abbreviations, codes and the like.</summary>
    private const int WordsThatAreASentence = 3;

    [Fact]
    public async Task Every_page_is_sound_and_in_its_own_language()
    {
        await using var app = await App.On(Database.Sqlite);
        var wrong = new List<string>();
        var pages = 0;
        foreach (var reader in Walk.Walkers)
        {
            var visits = await Walk.Through(app, reader, each: reader.Role is null ? 25 : 6);
            pages += visits.Count;
            foreach (var visit in visits) wrong.AddRange(Faults(visit).Select(fault => $"{visit.Reader} at {visit.Address}: {fault}"));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{pages} pages");
        Assert.True(pages > 20 && wrong.Count == 0, $"{wrong.Count} faults on {pages} pages, the first of each sort:\n" + string.Join('\n', wrong.DistinctBy(line => Digits().Replace(line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..], "")).Take(80)));
    }

    [Fact]
    public async Task Every_page_that_shows_something_fictitious_says_so()
    {
        await using var app = await App.On(Database.Sqlite);
        var invented = await app.Behind(async db =>
        {
            var keys = new HashSet<string>();
            keys.UnionWith((await db.Activities.Where(one => one.Fictitious).Select(one => one.Key).ToListAsync()).Select(key => "/activities/" + key));
            keys.UnionWith((await db.Commitments.Where(one => one.Fictitious).Select(one => one.Key).ToListAsync()).Select(key => "/commitments/" + key));
            keys.UnionWith((await db.Rounds.Where(one => one.Fictitious).Select(one => one.Key).ToListAsync()).Select(key => "/dialogue/" + key));
            keys.UnionWith((await db.People.Where(one => one.Fictitious).Select(one => one.Key).ToListAsync()).Select(key => "/people/" + key));
            return keys;
        });
        var (silent, loud) = (new List<string>(), 0);
        foreach (var reader in Walk.Walkers)
        {
            foreach (var visit in await Walk.Through(app, reader, each: 6))
            {
                if (visit.Page.Status != HttpStatusCode.OK || visit.Page.Document.QuerySelector("main") is not { } main) continue;

                var shown = main.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).FirstOrDefault(href => invented.Any(one => href[Math.Min(3, href.Length)..].Split('#')[0] == one));
                if (shown is null) continue;

                if (visit.Page.Document.QuerySelector(".fiction") is not null || main.QuerySelectorAll(".sign").Any(sign => sign.TextContent is "fictitious" or "虚构")) loud++;
                else silent.Add($"{visit.Reader} at {visit.Address} shows {shown}");
            }
        }

        Nothing.In(silent);
        Assert.True(loud > 10 && invented.Count > 3);
    }

    private static IEnumerable<string> Faults(Visit visit)
    {
        var (page, language) = (visit.Page, visit.Address.Split('/')[1]);
        if (page.Status != HttpStatusCode.OK)
        {
            yield return $"answers {(int)page.Status}; the link stands on {visit.From}";
            yield break;
        }

        var document = page.Document;
        if (document.DocumentElement.GetAttribute("lang") is not { } lang) yield break; // a file
        if (lang != language && language is "en" or "zh" && lang != language) yield return $"says that it is in '{lang}'";
        if (string.IsNullOrWhiteSpace(document.Title)) yield return "has no title";
        if (document.QuerySelectorAll("h1").Length != 1) yield return $"has {document.QuerySelectorAll("h1").Length} headings of the first order";

        foreach (var id in document.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1)) yield return $"has the id '{id.Key}' {id.Count()} times";
        foreach (var image in document.QuerySelectorAll("img:not([alt])")) yield return $"has a picture without alt: {image.OuterHtml}";
        foreach (var svg in document.QuerySelectorAll("svg:not([aria-hidden=true])").Where(svg => svg.Closest("[aria-hidden=true]") is null && svg.QuerySelector("title") is null && !svg.HasAttribute("aria-label") && !svg.HasAttribute("aria-labelledby"))) yield return "has a drawing without a name";
        foreach (var anchor in document.QuerySelectorAll("a[href^='#']").Where(anchor => anchor.GetAttribute("href") is { Length: > 1 } href && document.GetElementById(Uri.UnescapeDataString(href[1..])) is null)) yield return $"leads to {anchor.GetAttribute("href")}, which is not there";
        foreach (var inline in document.QuerySelectorAll("[style], [onclick], [onchange], script:not([src]):not([type='application/ld+json']), style")) yield return $"has something inline: {Short(inline.OuterHtml)}";
        foreach (var control in document.QuerySelectorAll("input:not([type=hidden]):not([type=submit]), select, textarea").Where(control => !IsLabelled(control))) yield return $"has a control without a label: {Short(control.OuterHtml)}";

        foreach (var (text, of, where) in TextsOf(document))
        {
            if (of == "en" && language == "en" && Han().Match(text) is { Success: true } chinese) yield return $"has Chinese without lang: {Short(text)} ({where})";
            if (of == "zh" && language == "zh" && English(text) is { } english) yield return $"has English without lang: {Short(english)} ({where})";
            if (MissingText().IsMatch(text)) yield return $"shows a key instead of words: {Short(text)}";
        }
    }

    /// <summary>Every text with the language it is under: what is read, what is read aloud, and titles.</summary>
    private static IEnumerable<(string Text, string? Language, string Where)> TextsOf(IDocument document)
    {
        foreach (var node in document.Descendants<IText>().Where(node => node.ParentElement is { } parent && parent.LocalName is not ("script" or "style" or "code" or "noscript")))
        {
            // What is typed and stored says its own language on the control; keys and addresses have none.
            if (string.IsNullOrWhiteSpace(node.Text) || node.ParentElement!.Closest("[translate=no]") is not null) continue;
            yield return (node.Text.Trim(), LanguageOf(node.ParentElement), node.ParentElement.LocalName);
        }

        foreach (var element in document.QuerySelectorAll("[aria-label], [title], [alt], [placeholder]"))
        {
            foreach (var name in new[] { "aria-label", "title", "alt", "placeholder" })
            {
                if (element.GetAttribute(name) is { Length: > 0 } value) yield return (value, LanguageOf(element), name);
            }
        }
    }

    private static string? LanguageOf(IElement element) => element.Closest("[lang]")?.GetAttribute("lang") is { Length: > 0 } lang ? lang.Split('-')[0] : null;

    private static bool IsLabelled(IElement control) =>
        control.HasAttribute("aria-label") || control.HasAttribute("aria-labelledby") || control.Closest("label") is not null
        || (control.Id is { Length: > 0 } id && control.Owner!.QuerySelectorAll("label[for]").Any(label => label.GetAttribute("for") == id));

    /// <summary>A run of words in lower case is a sentence or part of one; names, abbreviations, codes and addresses are not.</summary>
    private static string? English(string text)
    {
        var run = EnglishRun().Match(Address().Replace(text, " "));
        return run.Success && run.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= WordsThatAreASentence ? run.Value : null;
    }

    private static string Short(string text) => text.Length > 90 ? text[..90] + "…" : text;

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    [GeneratedRegex(@"[A-Za-z][a-z'’]*(?: [a-z'’-]{2,}){2,}")]
    private static partial Regex EnglishRun();

    [GeneratedRegex(@"https?://\S+|\S+@\S+|www\.\S+")]
    private static partial Regex Address();

    [GeneratedRegex(@"^[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+(\.\w+)*$")]
    private static partial Regex MissingText();

    [GeneratedRegex(@"[0-9]+|CM-\d+|'[^']*'|/(en|zh)/\S*")]
    private static partial Regex Digits();
}
