using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Translations;

/// <summary>Every text that still wants a wording or a confirmation, record by record, to be written or confirmed in place.</summary>
[Authorize(Policy = Can.Translate)]
internal sealed class IndexModel(Db db, Words words, AllRecords records, ToTranslate texts) : PageModel
{
    private const int PageSize = 15;

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>"in" in the address: there, "language" is the reader's own.</summary>
    [BindProperty(SupportsGet = true, Name = "in")]
    public string? Language { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public Form Input { get; set; } = new();

    public Listing<Record> List { get; private set; } = null!;

    /// <summary>How many records of each kind want something, by the filters of language and state.</summary>
    public IReadOnlyList<(string Kind, int Count)> Counts { get; private set; } = [];

    public IEnumerable<Language> Languages => words.Programme.Languages;

    /// <summary>What was typed is for a text that this list no longer holds: it stands above it.</summary>
    public bool IsAside { get; private set; }

    private Want? Wanted => Enum.TryParse<Want>(State, true, out var want) && Enum.IsDefined(want) ? want : null;

    private List<string> Codes => [.. words.Programme.Languages.Select(one => one.Code).Where(code => string.IsNullOrEmpty(Language) || code == Language)];

    public async Task OnGetAsync(CancellationToken stop)
    {
        ModelState.Clear();
        await ListAsync(stop);
    }

    /// <summary>Writes one wording, or confirms it as it stands.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await records.FindAsync(Input.Kind ?? "", Input.Key ?? "", withdrawnToo: false, stop) is not { } record) return NotFound();
        if (await HolderAsync(record, stop) is not { } holder) return NotFound();
        if (ToTranslate.TextsOf(holder.GetType()).FirstOrDefault(one => one.Name == Input.Field) is not { } property || Languages.All(one => one.Code != Input.Language)) return NotFound();
        if (Get(holder, property, Input.Index) is not { } text) return NotFound();

        if (string.IsNullOrWhiteSpace(Input.Wording)) ModelState.AddModelError("Input.Wording", words["Form.Required"]);
        if (!ModelState.IsValid) return await Again(stop);

        var saved = false;
        await db.AloneWith(
            record,
            async () =>
            {
                db.ChangeTracker.Clear();
                if (await records.FindAsync(Input.Kind!, Input.Key!, withdrawnToo: false, stop) is not { } now || await HolderAsync(now, stop) is not { } holderNow || Get(holderNow, property, Input.Index) is not { } textNow) return;
                if (Seen(textNow) != Input.Seen) return;

                Write(now, holderNow, property, textNow);
                await db.SaveChangesAsync(stop);
                saved = true;
            },
            stop);
        if (saved) return LocalRedirect(Request.Path + Request.QueryString);

        ModelState.AddModelError("", words["Translations.ChangedMeanwhile", words.Plain(text)]);
        return await Again(stop);
    }

    private void Write(Entity record, object holder, System.Reflection.PropertyInfo property, Text text)
    {
        var typed = Input.Wording!.ReplaceLineEndings("\n").Trim();
        var before = text[Input.Language!];
        var state = Input.Confirm ? WordingState.Verified : Input.State;
        var wording = before is not null && before.Text == typed ? before with { State = state, ToVerify = before.ToVerify && state != WordingState.Verified } : new Wording(typed, state, Note: before?.Note);
        Set(holder, property, Input.Index, text.With(Input.Language!, wording));

        // A confirmation of what was verified already changes nothing: it is remembered, so that the wording is no longer behind the other.
        if (Input.Confirm && holder == record) db.Enter(record.GetType().Name, record.Id, record.Key, record.Audience, "confirmed", new Dictionary<string, string?[]> { ["Confirmed"] = [null, Stamp(property.Name, Input.Index, Input.Language!)] }, record.Version);
    }

    /// <summary>The record itself, or the part of it that holds the text; null when this reader knows of none.</summary>
    private async Task<object?> HolderAsync(Entity record, CancellationToken stop) =>
        string.IsNullOrEmpty(Input.Part)
            ? record
            : (await texts.PartsOfAsync(record.GetType().Name, [record.Id], stop)).Where(one => one.Id == Input.Part).Select(one => one.Part).FirstOrDefault();

    /// <summary>What the text was when it was shown, in a word.</summary>
    public static string Seen(Text text) => FormFields.Fingerprint(text.ToJson());

    public string KindName(string kind) => words.Knows("Kind." + kind) ? words["Kind." + kind] : kind;

    public string FieldName(Item item)
    {
        var field = words.Knows("Field." + item.Field) ? words["Field." + item.Field] : item.Field;
        return item.Part == "" ? field : words["Translations.InPart", words["Part." + item.Part.Split(' ')[0]], field];
    }

    private async Task<IActionResult> Again(CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        await ListAsync(stop);
        IsAside = List.Rows.All(row => row.Items.All(item => !Input.IsFor(row, item)));
        return Page();
    }

    private async Task ListAsync(CancellationToken stop)
    {
        var kinds = records.Kinds.Where(kind => ToTranslate.TextsOf(AllRecords.TypeOf(kind)!).Any()).ToList();
        var stale = await StaleAsync(stop);
        var found = new List<(string Kind, IQueryable<Entity> Records, int Count)>();
        foreach (var kind in kinds)
        {
            var query = Wanted == Want.Stale ? StaleOf(kind, stale) : texts.Of(kind, Codes, Wanted)!;
            found.Add((kind, query, await query.CountAsync(stop)));
        }

        Counts = [.. found.Select(one => (one.Kind, one.Count))];
        var shown = found.Where(one => string.IsNullOrEmpty(Kind) || one.Kind == Kind).ToList();
        var count = shown.Sum(one => one.Count);
        var page = Math.Clamp(PageNumber, 1, Math.Max(1, (count + PageSize - 1) / PageSize));
        var (skip, take) = ((page - 1) * PageSize, PageSize);
        var rows = new List<Record>();
        foreach (var (kind, query, number) in shown)
        {
            if (skip < number && take > 0)
            {
                var some = await query.AsNoTracking().OrderBy(one => one.Key).Skip(skip).Take(take).ToListAsync(stop);
                var parts = (await texts.PartsOfAsync(kind, [.. some.Select(one => one.Id)], stop)).ToLookup(one => one.Whole);
                rows.AddRange(some.Select(one => Read(kind, one, parts[one.Id].Select(part => (part.Id, part.Part)), stale)));
                take -= some.Count;
            }

            skip = Math.Max(0, skip - number);
        }

        List = new(rows, count, page, PageSize);
    }

    private Record Read(string kind, Entity record, IEnumerable<(string Id, object Part)> parts, HashSet<(Guid, string)> stale)
    {
        var items = new List<Item>();
        foreach (var (part, holder) in parts.Prepend(("", record)))
        {
            foreach (var property in ToTranslate.TextsOf(holder.GetType()))
            {
                var all = property.GetValue(holder) switch { Text text => [text], Items<Text> list => list, Items<ProgrammeParagraph> paragraphs => [.. paragraphs.Select(one => one.Words)], _ => new Items<Text>() };
                for (var index = 0; index < all.Count; index++)
                {
                    foreach (var language in Codes)
                    {
                        var behind = part == "" && stale.Contains((record.Id, Stamp(property.Name, index, language)));
                        var want = ToTranslate.WantOf(all[index][language]) ?? (behind ? Want.Stale : null);
                        if (want is { } wanting && (Wanted is null || wanting == Wanted || (behind && Wanted == Want.Stale))) items.Add(new(part, property.Name, index, language, all[index], behind ? Want.Stale : wanting));
                    }
                }
            }
        }

        return new(kind, record.Key, ((INamed)record).Name, record.Fictitious, items);
    }

    /// <summary>
    /// The wordings that stand as they stood when the text was last changed in another language: told by the history this reader may read.
    /// </summary>
    private async Task<HashSet<(Guid Record, string Stamp)>> StaleAsync(CancellationToken stop)
    {
        var stale = new HashSet<(Guid, string)>();
        if (Wanted is not null and not Want.Stale) return stale;

        var entries = await db.Audit.AsNoTracking()
            .Where(entry => (entry.Action == "changed" || entry.Action == "confirmed") && entry.Account != null)
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Id)
            .Select(entry => new { entry.Kind, entry.Record, entry.Changes })
            .ToListAsync(stop);
        foreach (var entry in entries)
        {
            if (AllRecords.TypeOf(entry.Kind) is not { } type) continue;
            var changes = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string?[]>>(entry.Changes, Stored.Json) ?? [];
            if (changes.GetValueOrDefault("Confirmed")?[1] is { } confirmed) stale.Remove((entry.Record, confirmed));
            foreach (var property in ToTranslate.TextsOf(type).Where(one => one.PropertyType == typeof(Text)))
            {
                if (changes.GetValueOrDefault(property.Name) is not [{ } old, { } fresh]) continue;
                var (before, after) = (Text.FromJson(old), Text.FromJson(fresh));
                var moved = after.Languages.Where(code => before[code] is { } was && was.Text != after[code]!.Text).ToHashSet();
                foreach (var code in after.Languages.Where(code => before[code]?.Text != after[code]!.Text || before[code]!.State != after[code]!.State)) stale.Remove((entry.Record, Stamp(property.Name, 0, code)));
                if (moved.Count > 0) stale.UnionWith(after.Languages.Where(code => before[code] == after[code]).Select(code => (entry.Record, Stamp(property.Name, 0, code))));
            }
        }

        return [.. stale.Where(one => Codes.Contains(one.Item2.Split(' ')[^1]))];
    }

    private IQueryable<Entity> StaleOf(string kind, HashSet<(Guid Record, string Stamp)> stale) => records.All(kind, [.. stale.Select(one => one.Record).Distinct()]);

    private static string Stamp(string field, int index, string language) => $"{field} {index} {language}";

    private static Text? Get(object holder, System.Reflection.PropertyInfo property, int index) => property.GetValue(holder) switch
    {
        Text text => text,
        Items<Text> list => list.ElementAtOrDefault(index),
        Items<ProgrammeParagraph> paragraphs => paragraphs.ElementAtOrDefault(index)?.Words,
        _ => null,
    };

    private static void Set(object holder, System.Reflection.PropertyInfo property, int index, Text text) =>
        property.SetValue(holder, property.GetValue(holder) switch
        {
            Items<Text> list => new Items<Text>(list.Select((one, at) => at == index ? text : one)),
            Items<ProgrammeParagraph> paragraphs => new Items<ProgrammeParagraph>(paragraphs.Select((one, at) => at == index ? one with { Words = text } : one)),
            _ => text,
        });

    internal sealed record Record(string Kind, string Key, Text Name, bool Fictitious, IReadOnlyList<Item> Items);

    /// <param name="Part">Which part of the record holds it; empty: the record itself.</param>
    /// <param name="Index">Position in a list of texts; 0 for a text by itself.</param>
    internal sealed record Item(string Part, string Field, int Index, string Language, Text Text, Want Want);

    internal sealed class Form
    {
        public string? Kind { get; set; }

        public string? Key { get; set; }

        public string? Part { get; set; }

        public string? Field { get; set; }

        public int Index { get; set; }

        public string? Language { get; set; }

        /// <summary>As <see cref="IndexModel.Seen"/> told of the text.</summary>
        public string? Seen { get; set; }

        [StringLength(20_000), Display(Name = "Translations.Wording")]
        public string? Wording { get; set; }

        public WordingState State { get; set; } = WordingState.Translated;

        /// <summary>The wording is right as it stands in the form.</summary>
        public bool Confirm { get; set; }

        public bool IsFor(Record record, Item item) => Kind == record.Kind && Key == record.Key && (Part ?? "") == item.Part && Field == item.Field && Index == item.Index && Language == item.Language;
    }
}
