using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json;
using System.Text.RegularExpressions;
using Concord.Platform.Languages;

namespace Concord.Tests.House;

/// <summary>Two languages, one meaning: every sentence of the interface stands in both, is used, and is properly written.</summary>
public sealed partial class TextsTests
{
    private static readonly string[] BuiltIn = ["en", "zh"];

    private const string PartOfAList = "a part of a list is shown beside its whole; filters stand over lists of many";

    /// <summary>Sentences with a number and a plural noun that need no singular, each with the reason.</summary>
    private static readonly Dictionary<string, string> AlwaysPlural = new()
    {
        ["Form.TooLong"] = "no field is limited to one character",
        ["Paragraph.TooLong"] = "a paragraph may have 20,000",
        ["Concordance.ParagraphTooLong"] = "a paragraph may have 50,000",
        ["Password.TooShort"] = "a password has twelve or more",
        ["Sheet.CutNote"] = "a cell holds 32,767",
        ["Sheet.CutRows"] = "a sheet holds 1,048,575",
        ["Desk.Answer"] = "its values are names",
        ["Commitment.CountOf"] = PartOfAList,
        ["Activity.CountOf"] = PartOfAList,
        ["Term.CountOf"] = PartOfAList,
        ["Partner.CountOf"] = PartOfAList,
        ["Person.CountOf"] = PartOfAList,
    };

    private static readonly List<(string File, string Key, string Language, Sentence Sentence)> All =
        [.. Texts.Files().SelectMany(file => JsonDocument.Parse(file.Json).RootElement.EnumerateObject().SelectMany(entry => entry.Value.EnumerateObject().Select(language => (file.File, entry.Name, language.Name, Sentence.From(language.Value)))))];

    /// <summary>Errors are put at fields by the fields' names, which look like keys.</summary>
    private const string FormFields = "Input.";

    private static readonly HashSet<string> Keys = [.. All.Select(one => one.Key)];

    private static readonly List<(string Path, string Text)> Sources = [.. SourceFiles.Of("src", "*.cs", "*.cshtml").Select(file => (file.Path, SourceFiles.WithoutComments(file.Text)))];

    [Fact]
    public void Every_sentence_stands_in_every_language_of_the_program()
    {
        var lacking = All.GroupBy(one => one.Key).SelectMany(key => BuiltIn.Except(key.Select(one => one.Language)).Select(language => $"{key.Key} in {language}"));

        Nothing.In(lacking);
    }

    [Fact]
    public void The_languages_of_a_sentence_have_the_same_placeholders()
    {
        var unequal = All.GroupBy(one => one.Key).Where(key => key.Select(one => PlaceholdersOf(one.Sentence.Other)).Distinct().Count() > 1).Select(key => key.Key);
        var inOne = All.Where(one => one.Sentence.One is { } form && Placeholder().Matches(form).Any(match => !one.Sentence.Other.Contains(match.Value, StringComparison.Ordinal))).Select(one => one.Key);

        Nothing.In(unequal.Concat(inOne));
    }

    [Fact]
    public void A_number_before_a_plural_has_a_singular_too()
    {
        var lacking = All.Where(one => one.Language == "en" && one.Sentence.One is null && NumberAndPlural().IsMatch(one.Sentence.Other) && !AlwaysPlural.ContainsKey(one.Key)).Select(one => $"{one.Key}: {one.Sentence.Other}");

        Nothing.In(lacking);
    }

    [Fact]
    public void Every_sentence_is_used()
    {
        var code = string.Join('\n', Sources.Select(source => source.Text));
        var prefixes = Prefix().Matches(code).Select(match => match.Groups[1].Value + match.Groups[2].Value).Distinct().ToList();
        var unused = Keys.Where(key => !code.Contains($"\"{key}\"", StringComparison.Ordinal) && !prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));

        Nothing.In(unused.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_that_is_asked_for_exists()
    {
        var missing = Sources
            .SelectMany(source => Asked().Matches(source.Text).SelectMany(match => LooksLikeKey().Matches(match.Value).Select(key => (source.Path, Key: key.Groups[1].Value))))
            .Where(asked => !Keys.Contains(asked.Key) && !asked.Key.StartsWith(FormFields, StringComparison.Ordinal) && !Keys.Any(key => asked.Key.EndsWith('.') && key.StartsWith(asked.Key, StringComparison.Ordinal)))
            .Select(asked => $"{asked.Path}: {asked.Key}")
            .Distinct();

        Nothing.In(missing);
    }

    [Fact]
    public void No_sentence_is_written_straight_into_a_page()
    {
        var written = new List<string>();
        foreach (var page in typeof(Texts).Assembly.GetTypes().Where(type => type.FullName!.Contains("AspNetCoreGeneratedDocument", StringComparison.Ordinal)))
        {
            foreach (var method in page.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                var html = Script().Replace(string.Join('\u0001', LiteralsOf(method)), "");
                var words = Tag().Replace(html, " ");
                words = Regex.Replace(words, "&[a-z]+;|&#[0-9]+;", " ");

                // What is left open at an end is the inside of a tag that begins or ends in code.
                words = Regex.Replace(words, "<[^<>]*$|^[^<>]*>", " ");
                if (Letters().Match(words) is { Success: true } found) written.Add($"{page.Name}: {found.Value}");
                written.AddRange(Spoken().Matches(html).Where(match => Letters().IsMatch(match.Groups[2].Value)).Select(match => $"{page.Name}: {match.Value}"));
            }
        }

        Nothing.In(written.Distinct());
    }

    [Fact]
    public void Chinese_has_full_width_punctuation_and_no_blanks_beside_Latin()
    {
        var wrong = All.Where(one => one.Language == "zh")
            .SelectMany(one => new[] { one.Sentence.One, one.Sentence.Other }.OfType<string>().Where(text => HalfWidth().IsMatch(text) || BlankBeside().IsMatch(text)).Select(text => $"{one.Key}: {text}"));

        Nothing.In(wrong);
    }

    private static string PlaceholdersOf(string text) => string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    /// <summary>What a page writes as it stands: the strings its compiled code passes to WriteLiteral.</summary>
    private static IEnumerable<string> LiteralsOf(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray();
        for (var at = 0; code is not null && at + 9 < code.Length; at++)
        {
            if (code[at] != OpCodes.Ldstr.Value || code[at + 4] != 0x70 || (code[at + 5] != OpCodes.Call.Value && code[at + 5] != OpCodes.Callvirt.Value)) continue;

            string literal, called;
            try
            {
                literal = method.Module.ResolveString(BitConverter.ToInt32(code, at + 1));
                called = method.Module.ResolveMethod(BitConverter.ToInt32(code, at + 6), method.DeclaringType!.GetGenericArguments(), null)!.Name;
            }
            catch (ArgumentException)
            {
                continue; // bytes that only look like it
            }

            if (called == "WriteLiteral") yield return literal;
        }
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{\d\} (?!lies|differs|is\b|has\b|was\b|does\b)(?:[a-z]+s|people)\b")]
    private static partial Regex NumberAndPlural();

    // "Error.Title." + what, $"Audience.{what}"
    [GeneratedRegex("""(?:"([A-Z]\w*(?:\.\w+)*\.)"\s*\+)|(?:\$"([A-Z]\w*(?:\.\w+)*\.)\{)""")]
    private static partial Regex Prefix();

    [GeneratedRegex("""(?:\b[Ww]ords|\bW|\bthis|\btexts)\??\[[^\]]*\]|\b(?:RuleBroken|Html|Find|Problem|AddModelError)\([^)\n]*\)|(?:Name|ErrorMessage|label|hint|legend|heading)\s*=\s*"[^"@]*"|\?\s*"[A-Z]\w+\.[\w.]+"\s*:\s*"[A-Z]\w+\.[\w.]+"|=>\s*"[A-Z]\w+\.[A-Z][\w.]*"[,;]""")]
    private static partial Regex Asked();

    [GeneratedRegex("""(?<!\$)"([A-Z][A-Za-z]+\.[A-Za-z][\w.]*)"(?!\s*\+\s*"\.)""")]
    private static partial Regex LooksLikeKey();

    [GeneratedRegex("<[a-zA-Z/!][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("""\b(aria-label|title|alt|placeholder)="([^"\u0001]+)["]""")]
    private static partial Regex Spoken();

    [GeneratedRegex(@"[\p{L}]{2,}[^\u0001]*")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}[,;:?!()]|[,;:?!()]\p{IsCJKUnifiedIdeographs}|\p{IsCJKUnifiedIdeographs}\.(?:\s|$)")]
    private static partial Regex HalfWidth();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs} [A-Za-z0-9{]|[A-Za-z0-9}] \p{IsCJKUnifiedIdeographs}")]
    private static partial Regex BlankBeside();
}
