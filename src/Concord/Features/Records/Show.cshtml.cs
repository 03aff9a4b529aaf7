using System.Text;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Live;
using Concord.Records.Sealing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>A joint record: its paragraphs side by side in all languages, what is open, and who has cleared what.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db, Me me, Words words, RecordOfRows rows, Attendance attendance) : PageModel
{
    private const int PageSize = 40;

    /// <summary>That are fetched at once.</summary>
    public const int MostRows = 50;

    /// <summary>Which paragraphs are shown, by the word in the address.</summary>
    public static readonly IReadOnlyList<(string Word, Func<RowView, ShowModel, bool> Holds)> Filters =
    [
        ("all", (_, _) => true),
        ("open", (row, page) => page.StandOf(row) != Clearing.Agreed),
        ("mine", (row, page) => page.Party is { } party && row.Paragraph.IsTabled && row.Paragraph.Of(party) != Clearing.Agreed),
        ("contested", (row, _) => row.Paragraph.IsContested),
        ("stale", (row, page) => row.Paragraph.Stale.Count > 0 || row.LacksText(page.Languages)),
        ("doubts", (row, _) => row.Doubts.Any(doubt => !doubt.IsWaived)),
        ("drafts", (row, _) => !row.Paragraph.IsTabled || row.Drafts.Count > 0),
    ];

    public JointRecord Record { get; private set; } = null!;

    /// <summary>All that the reader may read.</summary>
    public IReadOnlyList<RowView> All { get; private set; } = [];

    /// <summary>Those of this page.</summary>
    public IReadOnlyList<RowView> Rows { get; private set; } = [];

    /// <summary>How many pass the filter.</summary>
    public int Found { get; private set; }

    [FromQuery(Name = "show")]
    public string? Filter { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Pages => Math.Max(1, (Found + PageSize - 1) / PageSize);

    public IReadOnlyList<Signature> Signatures { get; private set; } = [];

    /// <summary>Of the sealed record.</summary>
    public IReadOnlyList<SealedDocument> Files { get; private set; } = [];

    /// <summary>The sealed record that this one amends; null: none that the reader may read.</summary>
    public JointRecord? Amended { get; private set; }

    /// <summary>The sealed records that amend this one.</summary>
    public IReadOnlyList<JointRecord> Amendments { get; private set; } = [];

    /// <summary>Whether the reader is asked to sign it.</summary>
    public bool MaySign => me.Can(Can.SignRecords) && !Record.IsSealed && Signatures.All(one => one.VoidedAt is not null || one.Party != me.Party);

    /// <summary>Whether every side has signed, and the seal is being made.</summary>
    public bool IsBeingSealed => !Record.IsSealed && Parties.All(party => Signatures.Any(one => one.VoidedAt is null && one.Party == party));

    /// <summary>Names of the items of the agenda, by id.</summary>
    public IReadOnlyDictionary<Guid, Domain.Common.Text> Items { get; private set; } = new Dictionary<Guid, Domain.Common.Text>();

    public IReadOnlyList<string> Languages => [.. words.Languages.Select(one => one.Code)];

    public IReadOnlyList<string> Parties => rows.Parties;

    public string? Party => rows.Party;

    public bool MayDraft => me.Can(Can.DraftRecords) && !Record.IsSealed;

    public int Tabled => All.Count(row => row.Paragraph.IsTabled);

    public bool MayBeSigned => rows.UnsettledIn(All).MayBeSigned;

    public static Proof ProofOf(Signature signature) => Proof.Read(Encoding.UTF8.GetBytes(signature.Proof));

    /// <summary>What a file is, by the end of its name.</summary>
    public static string KindOf(SealedDocument file) => file.Name[(file.Name.LastIndexOf('.') + 1)..];

    /// <summary>The languages a file is in, by its name (KEY.en-zh.pdf); empty: it is in all of them at once.</summary>
    public string LanguagesOf(SealedDocument file) => file.Name.Split('.') is [_, var codes, _] && codes != "akn" ? words.List(codes.Split('-').Select(words.NameOf)) : "";

    public Clearing StandOf(RowView row) => row.Paragraph.Among(Parties);

    /// <summary>How many tabled paragraphs stand so, among all sides.</summary>
    public int CountOf(Clearing clearing) => All.Count(row => row.Paragraph.IsTabled && StandOf(row) == clearing);

    public int CountOf(string filter) => All.Count(row => Filters.First(one => one.Word == filter).Holds(row, this));

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();

        // What is appended as one scrolls is the rows alone; what changes with them, the counts.
        return Request.Headers["X-Rows"].ToString() switch { "" => Page(), "counts" => Partial("_Counts", this), _ => Partial("_Rows", this) };
    }

    /// <summary>Some rows, for a page that is open while somebody else changes them; those that are gone are not among them.</summary>
    /// <param name="paragraph">Keys of their paragraphs.</param>
    public async Task<IActionResult> OnGetRowAsync(string key, string[] paragraph, CancellationToken stop) =>
        paragraph.Length > MostRows ? BadRequest()
        : await rows.RowsAsync(key, paragraph, stop) is { Count: > 0 } some ? Partial("_SomeRows", some)
        : NotFound();

    private async Task<bool> Load(string key, CancellationToken stop)
    {
        if (await db.JointRecords.AsNoTracking().Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key, stop) is not { } found) return false;

        Record = found;
        var filter = Filters.FirstOrDefault(one => one.Word == Filter) is { Word: not null } known ? known : Filters[0];
        Filter = filter.Word;
        var query = filter.Word == "all" ? "" : "?show=" + filter.Word;
        All = await rows.RowsAsync(found, query, stop);
        Items = await db.AgendaItems.AsNoTracking().Where(one => one.RoundId == found.RoundId).ToDictionaryAsync(one => one.Id, one => one.Name, stop);
        Signatures = await db.Signatures.AsNoTracking().Where(one => one.RecordId == found.Id).OrderBy(one => one.At).ToListAsync(stop);
        Files = await db.SealedDocuments.AsNoTracking().Where(one => one.RecordId == found.Id).OrderBy(one => one.Sequence).ToListAsync(stop);
        Amended = found.AmendsId is { } amended ? await db.JointRecords.AsNoTracking().SingleOrDefaultAsync(one => one.Id == amended, stop) : null;
        Amendments = await db.JointRecords.AsNoTracking().Where(one => one.AmendsId == found.Id && one.SealedAt != null).OrderBy(one => one.Number).ToListAsync(stop);
        var kept = All.Where(row => filter.Holds(row, this)).ToList();
        Found = kept.Count;
        Number = Math.Clamp(Number, 1, Pages);
        var page = kept.GetRange((Number - 1) * PageSize, Math.Min(PageSize, Found - ((Number - 1) * PageSize)));
        var present = await attendance.AmongAsync([.. page.Select(row => row.Paragraph.Id)], stop);
        Rows = [.. page.Select(row => row with { Present = [.. present[row.Paragraph.Id]] })];
        return true;
    }
}
