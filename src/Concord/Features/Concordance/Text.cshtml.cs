using Concord.Bilingual.Concordance;
using Concord.Domain.Programmes;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Concordance;

/// <summary>A text of the programme, its languages side by side, and what the checker says of each paragraph: the text is public, and so is what
/// can be said against it.</summary>
[AllowAnonymous]
internal sealed class TextModel(Db db, CheckersGlossary glossary, Words words) : PageModel
{
    public ProgrammeText Text { get; private set; } = null!;

    /// <summary>Of the paragraphs that stand in both languages; null where the programme has one language.</summary>
    public Comparison? Result { get; private set; }

    /// <summary>The pairs of paragraphs, in the order of the text.</summary>
    public IReadOnlyList<Pair> Pairs { get; private set; } = [];

    /// <summary>The languages that are compared: the programme's first two.</summary>
    public string First => words.Programme.Languages[0].Code;

    public string? Second => words.Programme.Languages.ElementAtOrDefault(1)?.Code;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (await db.ProgrammeTexts.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, stop) is not { } found) return NotFound();

        Text = found;
        if (Second is not { } second) return Page();

        var checker = ConcordanceChecker.For(First, second, await glossary.AsReadAsync(stop));
        var notRun = new List<string>();
        Pairs = [.. found.Paragraphs.Select((one, index) => Pair.Of(index + 1, one.Words[First]?.Text, one.Words[second]?.Text, checker, notRun))];
        Result = new([.. Pairs.Where(pair => !pair.IsAlone)], Pairs.Count(pair => pair.InFirst is not null), Pairs.Count(pair => pair.InSecond is not null), notRun, Stopped: false);
        return Page();
    }

    /// <summary>The pieces of a paragraph in a language that is compared; null: it is not, or has no wording there.</summary>
    public (Pair Pair, IReadOnlyList<Piece> Pieces, string Language, char Mark)? PiecesOf(int index, string language) =>
        Pairs.ElementAtOrDefault(index) is not { } pair ? null
        : language == First && pair.InFirst is not null ? (pair, pair.First, language, 'a')
        : language == Second && pair.InSecond is not null ? (pair, pair.Second, language, 'b')
        : null;
}
