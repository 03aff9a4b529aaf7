using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>What the ledger is filtered by: the same in the address of the list, of its picture and of its files.</summary>
internal abstract class LedgerPage(Db db, Search search, Words words, Today today) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Pillar { get; set; }

    /// <summary>Key of a party, or "both".</summary>
    [BindProperty(SupportsGet = true)]
    public string? Owner { get; set; }

    /// <summary>A group of statuses: open, moving, done, ended; or "overdue".</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    /// <summary>Key of a round.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Round { get; set; }

    /// <summary>Key of a responsible organisation.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Organisation { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>The rounds from which there are commitments, latest first, by key and name, with its language where that is not the reader's.</summary>
    public IReadOnlyList<(string Key, string Name, string? Lang)> Rounds { get; private set; } = [];

    /// <summary>The organisations that are responsible for any, by key and name, with its language where that is not the reader's.</summary>
    public IReadOnlyList<(string Key, string Name, string? Lang)> Organisations { get; private set; } = [];

    /// <summary>The name of the organisation that is filtered by; null when none is.</summary>
    public string? OrganisationName => Organisations.Where(one => one.Key == Organisation).Select(one => one.Name).FirstOrDefault();

    public string? RoundName => Rounds.Where(one => one.Key == Round).Select(one => one.Name).FirstOrDefault();

    protected async Task ReadChoicesAsync(CancellationToken stop)
    {
        var rounds = await db.Rounds.AsNoTracking().Where(round => db.Commitments.Any(one => one.RoundId == round.Id)).ToListAsync(stop);
        Rounds = [.. rounds.OrderByDescending(round => round.FirstDay).ThenBy(round => round.Key, StringComparer.Ordinal).Select(round => (round.Key, words.Plain(round.Name), LangOf(round.Name)))];
        var links = db.Set<CommitmentOrganisation>();
        var organisations = await db.Organisations.AsNoTracking().Where(one => links.Any(link => link.OrganisationId == one.Id)).Select(one => new { one.Key, one.Name }).ToListAsync(stop);
        Organisations = [.. organisations.Select(one => (one.Key, Name: words.Plain(one.Name), LangOf(one.Name))).OrderBy(one => one.Name, StringComparer.Create(words.Culture, false)).ThenBy(one => one.Key, StringComparer.Ordinal)];
    }

    private string? LangOf(Text name) => words.LangOf(name) is var language && language == words.Code ? null : language;

    protected IQueryable<Commitment> Filtered()
    {
        var found = db.Commitments.AsNoTracking();
        if (!string.IsNullOrEmpty(Pillar)) found = found.Where(one => one.Pillar == Pillar);
        if (Owner == "both") found = found.Where(one => one.Owner == null);
        else if (!string.IsNullOrEmpty(Owner)) found = found.Where(one => one.Owner == Owner);
        if (!string.IsNullOrEmpty(Round)) found = found.Where(one => one.Round!.Key == Round);
        if (!string.IsNullOrEmpty(Organisation)) found = found.Where(one => one.Responsible.Any(link => link.Organisation.Key == Organisation));
        if (State == "overdue")
        {
            var day = today.Date;
            found = found.StillExpected(words.Programme).Where(one => one.DueLatest < day);
        }
        else if (Enum.TryParse<StatusGroup>(State, true, out var group))
        {
            var statuses = words.Programme.Statuses.Where(status => status.Group == group).Select(status => status.Key).ToList();
            found = found.Where(one => statuses.Contains(one.Trail.OrderByDescending(entry => entry.Order).ThenByDescending(entry => entry.Id).Select(entry => entry.Status).FirstOrDefault()!));
        }

        if (search.RecordsWith(Q, nameof(Commitment)) is { } hits) found = found.Where(one => hits.Contains(one.Id));
        return found;
    }
}
