using System.ComponentModel.DataAnnotations;
using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Records;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Records;

/// <summary>
/// The texts of a paragraph, side by side. A side tables other words in brackets, changes the text itself, or keeps a wording to itself. Two
/// people who change different words at once both keep theirs; when they change the same words the second sees both.
/// </summary>
[Authorize(Policy = Can.DraftRecords)]
internal class ParagraphEditModel(Db db, Words words, RecordOfRows rows, IClock clock) : PageModel
{
    public const int Longest = 20_000;

    public JointRecord Record { get; protected set; } = null!;

    /// <summary>Null while a new one is written.</summary>
    public Paragraph? Paragraph { get; private set; }

    /// <summary>Where somebody else has changed the same words meanwhile: the text as it stands now, by language.</summary>
    public IReadOnlyDictionary<string, string> Theirs { get; private set; } = new Dictionary<string, string>();

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Key of the paragraph that a new one follows; null: it comes last.</summary>
    [FromQuery]
    public string? After { get; set; }

    public string? Party => rows.Party;

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<ParagraphKind>().Select(kind => new SelectListItem(words["Paragraph.Kind." + kind], kind.ToString()));

    public IEnumerable<SelectListItem> Items { get; private set; } = [];

    public string Back => words.To("/records/" + Record.Key) + (Paragraph is null ? "" : "#" + Paragraph.Key);

    public virtual async Task<IActionResult> OnGetAsync(string key, string? record, CancellationToken stop)
    {
        if (!await Load(key, record, stop)) return NotFound();

        if (Paragraph is not null) Open(Paragraph);
        else Input.Item = await db.Paragraphs.Where(one => one.Key == After && one.RecordId == Record.Id).Select(one => one.AgendaItemId).SingleOrDefaultAsync(stop);
        return Answer();
    }

    public virtual async Task<IActionResult> OnPostAsync(string key, string? record, CancellationToken stop)
    {
        if (!await Load(key, record, stop)) return NotFound();

        Record.MustNotBeSealed();
        var before = Paragraph is null ? Text.Empty : await TextsAtAsync(Paragraph, Input.Base, stop);
        var parsed = rows.Languages.ToDictionary(code => code, code => Read(code, before));
        if (ModelState.IsValid && !MayBeEmpty && parsed.Values.All(one => one is null || one.Stretches.Count == 0)) ModelState.AddModelError(FieldOf(rows.Languages[0]), words["Form.SomeWording"]);
        if (!ModelState.IsValid) return Answer(StatusCodes.Status422UnprocessableEntity);

        var wanted = parsed.Aggregate(Text.Empty, (text, one) => one.Value!.ToString() is { Length: > 0 } stored ? text.With(one.Key, new(stored, WordingState.Draft)) : text);
        return Paragraph is null ? await Enter(wanted, stop) : await Change(Paragraph, before, wanted, stop);
    }

    public string FieldOf(string language) => $"Input.Words[{language}]";

    protected void Open(Paragraph paragraph) => Input = new()
    {
        Base = paragraph.Version,
        Kind = paragraph.Kind,
        Item = paragraph.AgendaItemId,
        Words = rows.Languages.ToDictionary(code => code, code => (string?)words.Written(paragraph.In(code), code)),
    };

    /// <summary>A side tables that what stands is left out by leaving nothing of it.</summary>
    private bool MayBeEmpty => Paragraph is { IsTabled: true } && Party is not null && Input.Act != "save";

    /// <summary>A text as typed; null, with an error at its field, when its brackets cannot be read.</summary>
    private Bracketed? Read(string code, Text before)
    {
        var typed = (Input.Words.GetValueOrDefault(code) ?? "").ReplaceLineEndings("\n").Trim();
        try
        {
            if (typed.Length > Longest) throw new RuleBroken("Paragraph.TooLong", Longest);

            var read = Bracketed.Parse(typed, SideOf);
            var standing = before[code] is { } wording ? Bracketed.Parse(wording.Text) : Bracketed.Empty;
            if (read.SpeaksForOthers(Party, standing) && !MayRender(read, code, before)) ModelState.AddModelError(FieldOf(code), words["Paragraph.SpeaksForOthers"]);
            else if (Party is null && read.HasBracketsOfNobody) ModelState.AddModelError(FieldOf(code), words["Paragraph.WhoseBrackets"]);
            return read;
        }
        catch (BracketException wrong)
        {
            ModelState.AddModelError(FieldOf(code), words["Paragraph.Bracket." + wrong.Fault, wrong.Excerpt(typed)]);
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError(FieldOf(code), words.Of(broken));
        }

        return null;
    }

    /// <summary>Whether words in the name of sides that are not one's own may be written here all the same.</summary>
    /// <param name="before">The texts that the form was opened on.</param>
    protected virtual bool MayRender(Bracketed read, string code, Text before) => false;

    private string? SideOf(string name) =>
        words.Programme.Parties.FirstOrDefault(party => party.Key == name || party.Short.Wordings.Concat(party.Name.Wordings).Any(wording => wording.Value.Text.Equals(name, StringComparison.OrdinalIgnoreCase)))?.Key;

    private async Task<IActionResult> Enter(Text wanted, CancellationToken stop)
    {
        var entered = new Paragraph(Record.Id, Input.Kind, Input.Act == "save" && Party is { } by ? Contested(wanted, by) : wanted) { Audience = Audience.NarrowerOf(Audience.Parties, Record.Audience), Fictitious = Record.Fictitious };
        await db.AloneWith(
            Record,
            async () =>
            {
                db.ChangeTracker.Clear();
                var all = await rows.Ordered(Record.Id).ToListAsync(stop);
                var after = After is null ? Input.Item is null ? all.Count - 1 : all.FindLastIndex(one => one.AgendaItemId == Input.Item) : all.FindIndex(one => one.Key == After);
                if (after < 0) after = all.Count - 1;
                all.Insert(after + 1, entered);
                entered.StandAt(Places.At(all, after + 1), Input.Item);
                if (Party is { } party)
                {
                    entered.Audience = Audience.Party(party);
                    if (Input.Act == "table") entered.Table(party, Audience.NarrowerOf(Audience.Parties, Record.Audience));
                    if (Input.Act == "save") entered.Audience = Audience.NarrowerOf(Audience.Parties, Record.Audience);
                }

                db.Add(entered);
                await db.SaveChangesAsync(stop);
            },
            stop);
        return await Done(entered, stop);
    }

    private async Task<IActionResult> Change(Paragraph paragraph, Text before, Text wanted, CancellationToken stop)
    {
        IActionResult? conflict = null;
        await db.AloneWith(
            paragraph,
            async () =>
            {
                db.ChangeTracker.Clear();
                var now = await db.Paragraphs.Include(one => one.Record).SingleAsync(one => one.Id == paragraph.Id, stop);
                now.Record.MustNotBeSealed();
                if (Together(before, wanted, now) is not { } merged)
                {
                    conflict = Differs(now);
                    return;
                }

                db.Because(Input.Note);
                await Apply(now, merged, stop);
                await db.SaveChangesAsync(stop);
            },
            stop);
        return conflict ?? await Done(paragraph, stop);
    }

    /// <summary>What I wrote, with what others have written since I began; null when we changed the same words.</summary>
    private Text? Together(Text before, Text wanted, Paragraph now)
    {
        var merged = Text.Empty;
        var theirs = new Dictionary<string, string>();
        foreach (var code in rows.Languages)
        {
            var (old, mine, other) = (before[code]?.Text ?? "", wanted[code]?.Text ?? "", now.Name[code]?.Text ?? "");
            var both = WordMerge.Of(old, mine, other);
            // Two changes put together may break a bracket that each of them left whole.
            if (both is null || Bracketed.FaultIn(both) is not null) theirs[code] = words.Written(now.In(code), code);
            else if (both.Length > 0) merged = merged.With(code, new(both, WordingState.Draft));
        }

        Theirs = theirs;
        return theirs.Count == 0 ? merged : null;
    }

    protected virtual async Task Apply(Paragraph now, Text merged, CancellationToken stop)
    {
        now.Kind = Input.Kind;
        if (now.AgendaItemId != Input.Item) now.MoveTo(now.Sequence, Input.Item);
        if (Party is not { } party || !now.IsTabled)
        {
            await Say(now, merged, stop);
        }
        else if (Input.Act == "save")
        {
            await Say(now, Contested(merged, party), stop);
        }
        else
        {
            var changed = merged.Wordings.Where(one => one.Value.Text != now.Name[one.Key]?.Text).Aggregate(Text.Empty, (text, one) => text.With(one.Key, one.Value));
            var gone = Proposal.LeavingOut(now, party, now.Name.Languages.Except(merged.Languages));
            changed = gone.Wordings.Aggregate(changed, (text, one) => text.With(one.Key, one.Value));
            var proposal = new Proposal(now, party, changed) { Note = string.IsNullOrWhiteSpace(Input.Note) ? null : Text.In(words.Code, Input.Note.Trim()), Fictitious = now.Fictitious };
            if (changed.IsEmpty) throw new RuleBroken("Proposal.ChangesNothing");
            if (Input.Act != "draft") rows.Table(proposal, now, clock.GetCurrentInstant());
            db.Add(proposal);
        }
    }

    /// <summary>The texts with the brackets that name nobody put in the name of a side.</summary>
    private static Text Contested(Text texts, string party) =>
        texts.Wordings.Aggregate(Text.Empty, (text, one) => text.With(one.Key, one.Value with { Text = Bracketed.Parse(one.Value.Text).ContestedBy(party).ToString() }));

    /// <summary>Gives the paragraph its texts; an empty line parts them into several paragraphs.</summary>
    private async Task Say(Paragraph now, Text texts, CancellationToken stop)
    {
        var parts = texts.Wordings.ToDictionary(one => one.Key, one => one.Value.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (parts.Values.Any(one => one.Length > 1 && one.Any(part => Bracketed.FaultIn(part) is not null))) throw new RuleBroken("Paragraph.PartedInBracket");
        var count = parts.Values.Select(one => one.Length).DefaultIfEmpty(0).Max();
        if (parts.Values.Any(one => one.Length != count)) throw new RuleBroken("Paragraph.PartsDiffer");

        now.Says(Part(0));
        if (count < 2) return;

        var all = await rows.Ordered(now.RecordId).ToListAsync(stop);
        var at = all.FindIndex(one => one.Id == now.Id);
        for (var part = 1; part < count; part++)
        {
            var next = new Paragraph(now.RecordId, now.Kind, Part(part)) { Audience = now.Audience, Fictitious = now.Fictitious };
            all.Insert(at + part, next);
            next.StandAt(Places.At(all, at + part), now.AgendaItemId);
            db.Add(next);
        }

        Text Part(int index) => parts.Aggregate(Text.Empty, (text, one) => text.With(one.Key, new(one.Value[index], WordingState.Draft)));
    }

    /// <summary>The texts of a version: what the form was opened on.</summary>
    protected async Task<Text> TextsAtAsync(Paragraph paragraph, int version, CancellationToken stop) =>
        paragraph.Version == version
            ? paragraph.Name
            : await db.ParagraphVersions.Where(one => one.ParagraphId == paragraph.Id && one.Number <= version).OrderByDescending(one => one.Number).Select(one => one.Name).FirstOrDefaultAsync(stop) ?? paragraph.Name;

    private IActionResult Differs(Paragraph now)
    {
        Input.Base = now.Version;
        ModelState.Remove("Input.Base");
        return Answer(StatusCodes.Status409Conflict);
    }

    private IActionResult Answer(int status = StatusCodes.Status200OK)
    {
        Response.StatusCode = status;
        return Request.Headers.ContainsKey("X-Rows") ? Partial("_EditRow", this) : Page();
    }

    protected virtual async Task<IActionResult> Done(Paragraph paragraph, CancellationToken stop)
    {
        if (!Request.Headers.ContainsKey("X-Rows") || Paragraph is null) return LocalRedirect(words.To("/records/" + Record.Key) + "#" + paragraph.Key);

        db.ChangeTracker.Clear();
        return await rows.RowAsync(paragraph.Id, stop) is { } row ? Partial("_Row", row) : StatusCode(StatusCodes.Status410Gone);
    }

    protected virtual async Task<bool> Load(string? key, string? record, CancellationToken stop)
    {
        if (key != Entity.New)
        {
            Paragraph = await db.Paragraphs.AsNoTracking().Include(one => one.Record).ThenInclude(one => one.Round).SingleOrDefaultAsync(one => one.Key == key, stop);
            if (Paragraph is null) return false;
        }

        if (key == Entity.New && record is null && After is not null) record = await db.Paragraphs.Where(one => one.Key == After).Select(one => one.Record.Key).SingleOrDefaultAsync(stop);
        var found = Paragraph?.Record ?? await db.JointRecords.AsNoTracking().Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == record, stop);
        if (found is null) return false;

        Record = found;
        var items = await db.AgendaItems.AsNoTracking().Where(one => one.RoundId == found.RoundId).OrderBy(one => one.Sequence).ThenBy(one => one.Key).ToListAsync(stop);
        Items = [.. items.Where(item => item.IsTabled).Select(item => new SelectListItem(words.Plain(item.Name), item.Id.ToString()))];
        if (Input.Item is { } chosen && items.All(item => item.Id != chosen)) throw new RuleBroken("Form.Invalid", chosen);
        return true;
    }

    internal sealed class Form
    {
        /// <summary>The version the form was opened on.</summary>
        public int Base { get; set; }

        [Display(Name = "Paragraph.KindOf")]
        public ParagraphKind Kind { get; set; } = ParagraphKind.Text;

        [Display(Name = "Paragraph.Item")]
        public Guid? Item { get; set; }

        /// <summary>Language to text, with brackets.</summary>
        public Dictionary<string, string?> Words { get; set; } = [];

        [StringLength(1000), Display(Name = "Proposal.Note")]
        public string? Note { get; set; }

        /// <summary>table: in brackets; save: the text itself; draft: for the own side alone.</summary>
        public string Act { get; set; } = "table";
    }
}
