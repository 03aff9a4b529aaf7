using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Records;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Records;

/// <summary>
/// The translator's desk: one paragraph of a record after another, those first that lack a text or have one that nobody has looked at since
/// the other changed; beside it the terms of the glossary and what was agreed before in words like these. Saves as the form of a paragraph does.
/// </summary>
[Authorize(Policy = Can.DraftRecords)]
internal sealed class TranslateModel(Db db, Words words, RecordOfRows rows, Doubts doubts, TermsBeside terms, EarlierWordings earlier, IClock clock) : ParagraphEditModel(db, words, rows, clock)
{
    public const string Left = "left", Doubtful = "doubts", All = "all";

    private List<Paragraph> paragraphs = [];

    /// <summary>Which paragraphs are gone through: left (the wanting ones), doubts, all.</summary>
    [FromQuery(Name = "show")]
    public string? Show { get; set; }

    /// <summary>The language to write, where the paragraph does not say which is wanted.</summary>
    [FromQuery(Name = "into")]
    public string? Into { get; set; }

    /// <summary>What is gone through, in its order.</summary>
    public List<Paragraph> Chosen { get; private set; } = [];

    /// <summary>The language that is written.</summary>
    public Language Target { get; private set; } = null!;

    /// <summary>The languages beside which it is written, those with a text: the first is asked for terms and earlier wordings.</summary>
    public IReadOnlyList<Language> Sources { get; private set; } = [];

    public IReadOnlyList<Doubt> Doubts { get; private set; } = [];

    /// <summary>How many paragraphs want a text or a look.</summary>
    public int Wanting { get; private set; }

    public int WithDoubts { get; private set; }

    public int Count => paragraphs.Count;

    /// <summary>Its number among those that are tabled, from 1; null: a draft of the reader's own side.</summary>
    public int? Number => Paragraph is { IsTabled: true } ? paragraphs.Where(one => one.IsTabled).TakeWhile(one => one.Id != Paragraph.Id).Count() + 1 : null;

    public Paragraph? Previous => Beside(-1);

    public Paragraph? Next => Beside(1);

    /// <summary>The desk of a record, going on behind a paragraph.</summary>
    /// <param name="show">Which paragraphs are gone through; null or empty: those that want something.</param>
    public static string AddressAfter(string record, string paragraph, string? show) =>
        $"/records/{record}/translate?after={paragraph}" + (string.IsNullOrEmpty(show) ? "" : "&show=" + Uri.EscapeDataString(show));

    public string AddressOf(Paragraph? paragraph, string? show = null, string? into = null)
    {
        show ??= Show;
        var query = QueryString.Create(new Dictionary<string, string?> { ["show"] = show, ["into"] = into }.Where(one => !string.IsNullOrEmpty(one.Value) && one.Value != Left));
        return words.To($"/records/{Record.Key}/translate" + (paragraph is null ? "" : "/" + paragraph.Key)) + query;
    }

    public bool Wants(Paragraph paragraph) => paragraph.WantsIn(rows.Languages);

    public override async Task<IActionResult> OnGetAsync(string? key, string? record, CancellationToken stop)
    {
        if (!await Load(key, record, stop)) return NotFound();
        if (Record.IsSealed) return LocalRedirect(words.To("/records/" + Record.Key));

        if (Paragraph is not null) Open(Paragraph);
        return Page();
    }

    public override async Task<IActionResult> OnPostAsync(string key, string? record, CancellationToken stop)
    {
        if (!await Load(key, record, stop) || Paragraph is null) return NotFound();

        if (string.IsNullOrWhiteSpace(Input.Words.GetValueOrDefault(Target.Code))) ModelState.AddModelError(FieldOf(Target.Code), words["Form.Required"]);
        return await base.OnPostAsync(key, record, stop);
    }

    /// <summary>Puts an earlier wording into the field. Nothing is saved.</summary>
    /// <param name="from">Where it stands.</param>
    public async Task<IActionResult> OnPostTakeAsync(string key, string? record, string? from, CancellationToken stop)
    {
        if (!await Load(key, record, stop) || Paragraph is null || Sources.Count == 0) return NotFound();
        if (await earlier.TargetOfAsync(from ?? "", Sources[0].Code, Target.Code, stop) is not { } taken) return NotFound();

        ModelState.Clear();
        Input.Words[Target.Code] = taken;
        return Page();
    }

    /// <summary>The terms that stand in the text, with the wordings that are agreed for them; null when none can be looked for.</summary>
    public async Task<IReadOnlyList<TermBeside>?> TermsAsync(CancellationToken stop) =>
        Sources.Count == 0 ? [] : await terms.OfAsync(Sources[0].Code, Plain(Sources[0]), Target.Code, Input.Words.GetValueOrDefault(Target.Code) ?? "", stop);

    public async Task<IReadOnlyList<EarlierWording>> EarlierAsync(CancellationToken stop) =>
        Sources.Count == 0 ? [] : await earlier.LikeAsync(Plain(Sources[0]), Sources[0].Code, Target.Code, Paragraph!.Key, stop);

    /// <summary>A text as it stood before anybody contested words of it.</summary>
    public string Plain(Language language) => Paragraph!.In(language.Code).ReadingOf(null);

    protected override async Task<bool> Load(string? key, string? record, CancellationToken stop)
    {
        if (Paragraph is not null) return true;
        if (await db.JointRecords.AsNoTracking().Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == record, stop) is not { } found) return false;

        Record = found;
        await Choose(stop);
        key ??= Following()?.Key;
        if (key is null) return true;
        if (!await base.Load(key, record, stop) || Paragraph?.RecordId != found.Id) return false;

        Doubts = doubts.Of(Paragraph);
        var tongues = words.Languages.ToList();
        bool HasSource(Language one) => tongues.Exists(other => other != one && Paragraph.Name[other.Code] is not null);
        Target = tongues.Find(one => one.Code == Into && HasSource(one))
            ?? tongues.Find(one => Paragraph.Name[one.Code] is null && HasSource(one))
            ?? tongues.Find(one => Paragraph.Stale.Contains(one.Code))
            ?? tongues[^1];
        Sources = [.. tongues.Where(one => one != Target && Paragraph.Name[one.Code] is not null)];
        return true;
    }

    /// <summary>The text was written beside the others, which need no look for its sake. The paragraph stays what and where it is: whoever translates it
    /// may not know the item of the agenda.</summary>
    protected override async Task Apply(Paragraph now, Text merged, CancellationToken stop)
    {
        (Input.Kind, Input.Item) = (now.Kind, now.AgendaItemId);
        var (stale, seen) = (now.Stale, await TextsAtAsync(now, Input.Base, stop));
        await base.Apply(now, merged, stop);
        if (Input.Act != "draft") now.WrittenBeside(Target.Code, stale, seen);
    }

    /// <summary>Whoever acts for no side renders the brackets that stand in the source: as many, of the same sides.</summary>
    protected override bool MayRender(Bracketed read, string code, Text before) =>
        Party is null && code == Target.Code && Sources.Any(source => before[source.Code] is { } wording && SidesOf(read).All(SidesOf(Bracketed.Parse(wording.Text)).Contains));

    protected override Task<IActionResult> Done(Paragraph paragraph, CancellationToken stop) =>
        Task.FromResult<IActionResult>(LocalRedirect(words.To(AddressAfter(Record.Key, paragraph.Key, Show))));

    /// <summary>The sides whose words stand in brackets, each with a number for every further time.</summary>
    private static List<(string? Party, int Time)> SidesOf(Bracketed text) =>
        [.. text.Brackets.SelectMany(bracket => bracket.Alternatives).GroupBy(one => one.Party).SelectMany(group => group.Select((one, time) => (one.Party, time)))];

    private async Task Choose(CancellationToken stop)
    {
        await doubts.PrepareAsync(stop);
        paragraphs = await rows.Ordered(Record.Id).AsNoTracking().ToListAsync(stop);
        var doubtful = paragraphs.Where(one => doubts.Of(one).Any(doubt => !doubt.IsWaived)).ToList();
        (Wanting, WithDoubts) = (paragraphs.Count(Wants), doubtful.Count);
        if (Show is not (Doubtful or All)) Show = Left;
        Chosen = Show switch
        {
            Doubtful => doubtful,
            All => [.. paragraphs.OrderByDescending(Wants)], // stable: otherwise as in the record
            _ => [.. paragraphs.Where(Wants)],
        };
    }

    /// <summary>Where to go on: at the next that wants something, behind the one that was done last or from the beginning; else at the next of all.</summary>
    private Paragraph? Following()
    {
        var last = paragraphs.FindIndex(one => one.Key == After);
        var open = Show != Doubtful && Wanting > 0 ? [.. Chosen.Where(Wants)] : Chosen;
        return open.Find(one => paragraphs.IndexOf(one) > last) ?? open.Find(_ => true);
    }

    private Paragraph? Beside(int step)
    {
        var at = Chosen.FindIndex(one => one.Id == Paragraph?.Id);
        return at >= 0 ? Chosen.ElementAtOrDefault(at + step) : step > 0 ? Chosen.Find(_ => true) : null;
    }
}
