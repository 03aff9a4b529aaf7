using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>
/// Gives a record to a translator. The team gives what both parties read, to translators of no party; a desk gives what its own party
/// keeps to itself, to its own translators.
/// </summary>
[Authorize(Policy = Can.AssignTranslators)]
internal sealed class AssignModel(Db db, Me me, Words words) : PageModel
{
    public Entity Record { get; private set; } = null!;

    /// <summary>Whether a record of this audience can be given by me at all.</summary>
    public bool IsMine { get; private set; }

    public List<(Account Account, bool IsAssigned)> Translators { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string kind, string key) => await Load(kind, key) ? Page() : NotFound();

    public Task<IActionResult> OnPostAssignAsync(string kind, string key, Guid translator) => Change(kind, key, translator, true);

    public Task<IActionResult> OnPostEndAsync(string kind, string key, Guid translator) => Change(kind, key, translator, false);

    /// <summary>The party whose desk I am; null: I act for the team.</summary>
    private string? Desk => me.Roles.FirstOrDefault(role => role.Role == Role.DialogueDesk).Party;

    private async Task<IActionResult> Change(string kind, string key, Guid translator, bool assigns)
    {
        if (!await Load(kind, key) || !IsMine) return NotFound();
        if (Translators.FirstOrDefault(one => one.Account.Id == translator) is not { Account: { } account } found) return NotFound();

        if (found.IsAssigned != assigns)
        {
            if (assigns) db.Assignments.Add(new() { Record = Record.Id, Account = account.Id, Party = Desk });
            else db.Remove(await db.Assignments.SingleAsync(one => one.Record == Record.Id && one.Account == account.Id));
            db.Enter(Record.GetType().Name, Record.Id, Record.Key, Record.Audience, "changed", new Dictionary<string, string?[]> { ["Translator"] = assigns ? [null, account.Id.ToString()] : [account.Id.ToString(), null] }, Record.Version);
            await db.SaveChangesAsync();
        }

        return LocalRedirect(words.To($"/assignments/{kind}/{key}"));
    }

    private async Task<bool> Load(string kind, string key)
    {
        if (await Find(kind, key) is not { } record) return false;

        Record = record;
        IsMine = record.Audience == (Desk is { } party ? Audience.Party(party) : Audience.Parties);
        if (!IsMine) return true;

        var desk = Desk;
        var translators = await db.Grants.InEffect().Where(one => one.Role == Role.Translator && one.Party == desk)
            .Join(db.Accounts.AsNoTracking(), grant => grant.Account, account => account.Id, (_, account) => account)
            .ToListAsync();
        var assigned = await db.Assignments.Where(one => one.Record == record.Id && one.Party == desk).Select(one => one.Account).ToListAsync();
        Translators = [.. translators.OrderBy(one => words.Plain(one.Name), StringComparer.Create(words.Culture, false)).Select(one => (one, assigned.Contains(one.Id)))];
        return true;
    }

    private async Task<Entity?> Find(string kind, string key) => kind switch
    {
        "organisation" => await db.Organisations.SingleOrDefaultAsync(one => one.Key == key),
        "round" => await db.Rounds.SingleOrDefaultAsync(one => one.Key == key),
        "activity" => await db.Activities.SingleOrDefaultAsync(one => one.Key == key),
        "commitment" => await db.Commitments.SingleOrDefaultAsync(one => one.Key == key),
        "jointrecord" => await db.JointRecords.SingleOrDefaultAsync(one => one.Key == key), // its paragraphs with it
        "term" => await db.Terms.SingleOrDefaultAsync(one => one.Key == key),
        _ => null, // people are not translated
    };
}
