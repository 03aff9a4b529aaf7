using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>One commitment: what was promised, where it came from, what became of it.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db, Me me, Words words, Today today) : PageModel
{
    public Commitment Commitment { get; private set; } = null!;

    /// <summary>Key of the paragraph it was lifted from; null when there is none that the reader may read.</summary>
    public string? LiftedFrom { get; private set; }

    public bool IsOverdue => Commitment.IsOverdue(words.Programme, today.Date);

    /// <summary>The trail as it stands, in the order in which it was told.</summary>
    public IEnumerable<StatusEntry> Trail => Commitment.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        var found = await db.Commitments.AsNoTracking()
            .Include(one => one.Round)
            .Include(one => one.Trail).ThenInclude(entry => entry.Files)
            .Include(one => one.Trail).ThenInclude(entry => entry.Replies)
            .Include(one => one.Trail).ThenInclude(entry => entry.ShownBy).ThenInclude(link => link.Activity)
            .Include(one => one.Responsible).ThenInclude(link => link.Organisation)
            .Include(one => one.Links).ThenInclude(link => link.To)
            .Include(one => one.LinkedFrom).ThenInclude(link => link.From)
            .Include(one => one.Activities).ThenInclude(link => link.Activity)
            .AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Key == key, stop);
        if (found is null) return NotFound();

        Commitment = found;
        LiftedFrom = found.ParagraphId is { } paragraph ? await db.Paragraphs.AsNoTracking().Where(one => one.Id == paragraph).Select(one => one.Key).SingleOrDefaultAsync(stop) : null;
        return Page();
    }

    /// <summary>Who is to see to it, side by side in the reader's order; those of no side last.</summary>
    public IEnumerable<IGrouping<string?, Organisation>> Responsible
    {
        get
        {
            var sides = words.Programme.PartiesFor(words.Code).Select(party => party.Key).ToList();
            return Commitment.Responsible.Select(link => link.Organisation)
                .OrderBy(one => words.Plain(one.Name), StringComparer.Create(words.Culture, false))
                .GroupBy(one => one.Party)
                .OrderBy(side => side.Key is null ? int.MaxValue : sides.IndexOf(side.Key));
        }
    }

    /// <summary>Where it stands: the last statement, and what another side says otherwise.</summary>
    public IReadOnlyList<Statement> Standing => Statement.Standing([.. Trail.Select(entry => entry.Statement)]);

    public bool IsLate(Milestone step) => step.IsOverdue(today.Date);

    /// <summary>Whether I speak for the side that may answer this statement.</summary>
    public bool MayAnswer(StatusEntry entry) =>
        me.Can(Can.ReportProgress) && me.Party is { } party && entry.Asserter == Asserter.Party && entry.Party != party && !entry.IsConfirmedBy(party);

    /// <summary>Whether my side kept this statement to itself and I may show it to the other.</summary>
    public bool MayTable(StatusEntry entry) =>
        me.Can(Can.ReportProgress) && me.Party is { } party && entry.Audience == Audience.Party(party) && Commitment.Audience != entry.Audience;

    /// <summary>Whether I am one of those among whom a release is settled.</summary>
    public bool SeesReleases => me.IsSignedIn && me.Clearance.MayRead(Audience.Parties);

    /// <summary>What of the trail the public reads; empty when it does not read the commitment.</summary>
    public IEnumerable<StatusEntry> Published => Commitment.Audience == Audience.Public ? Trail.Where(entry => entry.Audience == Audience.Public) : [];

    /// <summary>What the desks have said of a release that is not all in effect; null when there is nothing to say.</summary>
    public string? Pending(IReleasable thing) =>
        SeesReleases && thing.Releases.Any(word => word.To.IsWiderThan(thing.Audience))
            ? string.Join(words["Release.Between"], words.Programme.PartiesFor(words.Code).Select(party => words["Release.WordOf", words.Plain(party.Short), thing.WordOf(party.Key) is { } word ? words.Audience(word) : words["Release.Silent"]]))
            : null;
}

/// <summary>Who states something, in words.</summary>
internal static class Asserters
{
    public static string Name(StatusEntry entry, Words words) => Name(entry.Asserter, entry.Party, words);

    public static string Name(Asserter asserter, string? party, Words words) => asserter switch
    {
        Asserter.Party => words.Plain(words.Programme.Party(party!).Short),
        Asserter.Both => words["Status.By.Both"],
        _ => words["Status.By.Team"],
    };
}
