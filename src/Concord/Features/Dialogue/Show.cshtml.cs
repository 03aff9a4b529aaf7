using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Dialogue;

/// <summary>One round: when, where and under whom, what it dealt with, and what both sides promised in it.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db, Me me, Words words) : PageModel
{
    public Round Round { get; private set; } = null!;

    public IReadOnlyList<CommitmentRow> Commitments { get; private set; } = [];

    /// <summary>Of its agenda, in order.</summary>
    public IReadOnlyList<AgendaItem> Items { get; private set; } = [];

    /// <summary>Its joint record, and what amends it.</summary>
    public IReadOnlyList<Domain.Records.JointRecord> Records { get; private set; } = [];

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    /// <summary>Whether the reader may add what the round is prepared with.</summary>
    public bool MayPrepare => me.Can(Can.PrepareRounds);

    /// <summary>How many people come, as far as the reader may know.</summary>
    public int Delegates { get; private set; }

    public VenueTime Time { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        var found = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, stop);
        if (found is null) return NotFound();

        Round = found;
        Commitments = await db.Commitments.AsNoTracking().Where(one => one.RoundId == found.Id).OrderBy(one => one.Key)
            .Select(one => new CommitmentRow(one.Key, one.Name, one.Fictitious, one.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id).Select(entry => new Point(entry.Status, entry.On)).ToList()))
            .ToListAsync(stop);
        Items = await db.AgendaItems.AsNoTracking().Where(item => item.RoundId == found.Id).OrderBy(item => item.Sequence).ThenBy(item => item.Key).ToListAsync(stop);
        Records = await db.JointRecords.AsNoTracking().Where(record => record.RoundId == found.Id).OrderBy(record => record.Key).ToListAsync(stop);
        Time = VenueTime.Of(words, found.Place, found.Sittings.Count > 0 && me.IsSignedIn ? await db.ZoneOfAsync(me, stop) : null);
        Delegates = await db.Delegates.CountAsync(one => one.RoundId == found.Id, stop);
        Papers = await db.Papers.AsNoTracking().Include(paper => paper.AgendaItem).Include(paper => paper.Files).Where(paper => paper.RoundId == found.Id).OrderBy(paper => paper.IsNote).ThenBy(paper => paper.Key).ToListAsync(stop);
        return Page();
    }

    internal sealed record CommitmentRow(string Key, Text Name, bool Fictitious, List<Point> Trail);

    internal sealed record Point(string Status, PartialDate? On);
}
