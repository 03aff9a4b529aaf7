using System.Reflection;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Mail;
using Concord.Platform.Outbox;
using Concord.Platform.Scheduled;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Database;

/// <summary>Erasing an account's owner: what tells of a person goes, the account's id stays where the history names it.</summary>
internal sealed partial class Db
{
    /// <summary>What is kept of an account beside its own row, by its property that names the account, and goes with it.</summary>
    public static readonly IReadOnlyList<(Type Type, string Account, string Place)> GoesWithAccount =
    [
        (typeof(SignIn), nameof(SignIn.Account), "sign-ins"),
        (typeof(IdentityUserToken<Guid>), nameof(IdentityUserToken<>.UserId), "keys"),
        (typeof(RecoveryCode), nameof(RecoveryCode.Account), "recovery-codes"),
        (typeof(Passkey), nameof(Passkey.Account), "passkeys"),
        (typeof(IdentityUserLogin<Guid>), nameof(IdentityUserLogin<>.UserId), "logins"),
        (typeof(Invitation), nameof(Invitation.Account), "links"),
        (typeof(Assignment), nameof(Assignment.Account), "assignments"),
        (typeof(MailRow), nameof(MailRow.Account), "mail"),
        (typeof(Live.Presence), nameof(Live.Presence.Account), "presence"),
        (typeof(KeptPostRow), nameof(KeptPostRow.Account), "kept-forms"),
        (typeof(MailPreference), nameof(MailPreference.Account), "preferences"),
    ];

    /// <summary>What names an account by its id and stays, with the reason.</summary>
    public static readonly IReadOnlyList<(Type Type, string Account, string Why)> StaysOfAccount =
    [
        (typeof(RoleGrant), nameof(RoleGrant.Account), "that somebody acted in a role, and when"),
        (typeof(RoleGrant), nameof(RoleGrant.GrantedBy), "who let whom in"),
        (typeof(RoleGrant), nameof(RoleGrant.ConfirmedBy), "who let whom in"),
        (typeof(Invitation), nameof(Invitation.MadeBy), "who let whom in"),
        (typeof(Invitation), nameof(Invitation.DecidedBy), "who let whom in"),
        (typeof(Scheduled.ScheduledWork), nameof(Scheduled.ScheduledWork.AskedBy), "who had work done by hand"),
        (typeof(WorkRun), nameof(WorkRun.AskedBy), "who had work done by hand"),
        (typeof(Domain.Files.StoredFile), nameof(Domain.Files.StoredFile.UploadedBy), "which account brought the evidence"),
        (typeof(Concord.Platform.Files.Upload), nameof(Concord.Platform.Files.Upload.Account), "a file on its way; gone by itself within a day"),
        (typeof(Domain.Records.ParagraphVersion), nameof(Domain.Records.ParagraphVersion.Account), "which account changed the words of a joint record"),
        (typeof(Domain.Records.Signature), nameof(Domain.Records.Signature.Account), "which account signed a joint record: an official act"),
        (typeof(AuditEntry), nameof(AuditEntry.Account), "that something was changed, and by which account"),
    ];

    private static readonly MethodInfo OfAccountMethod = typeof(Db).GetMethod(nameof(OfAccount), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo DeleteMethod = typeof(Db).GetMethod(nameof(Delete), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Where the data of an account's owner stand and how often.</summary>
    /// <returns>Place, as in the key of its name, Erasing.Place.…, and count; only where there is something.</returns>
    public async Task<IReadOnlyList<(string Place, int Count)>> WhereaboutsOfAsync(Account account, CancellationToken stop = default)
    {
        var places = new List<(string Place, int Count)> { ("account", 1), ("roles", await Grants.CountAsync(one => one.Account == account.Id && one.EndedAt == null, stop)) };
        foreach (var (type, property, place) in GoesWithAccount)
        {
            var rows = (IQueryable<object>)OfAccountMethod.MakeGenericMethod(type).Invoke(this, [account.Id, property])!;
            places.Add((place, await rows.CountAsync(stop)));
        }

        places.Add(("account-history", await HistoryOf(account).CountAsync(stop)));
        return [.. places.Where(place => place.Count > 0)];
    }

    /// <summary>Erases an account's owner, within the caller's transaction, and saves.</summary>
    /// <param name="instead">What stands where the name stood.</param>
    public async Task EraseAsync(Account account, Text instead, CancellationToken stop = default)
    {
        foreach (var (type, property, _) in GoesWithAccount)
        {
            var rows = OfAccountMethod.MakeGenericMethod(type).Invoke(this, [account.Id, property])!;
            await (Task)DeleteMethod.MakeGenericMethod(type).Invoke(null, [rows, stop])!;
        }

        await HistoryOf(account).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.RecordKey, Erased).SetProperty(entry => entry.Reason, (string?)null), stop);
        account.Erase(instead, clock.GetCurrentInstant());
        Later(new ForgetErased());
        await SaveChangesAsync(stop);
    }

    /// <summary>The history of the account itself, whose entries are known by its e-mail address. Nobody reads it by its audience.</summary>
    private IQueryable<AuditEntry> HistoryOf(Account account) => Audit.IgnoreQueryFilters().Where(entry => entry.Kind == nameof(Account) && entry.Record == account.Id);

    private IQueryable<T> OfAccount<T>(Guid account, string property)
        where T : class => Set<T>().Where(row => EF.Property<Guid>(row, property) == account);

    private static Task<int> Delete<T>(IQueryable<T> rows, CancellationToken stop)
        where T : class => rows.ExecuteDeleteAsync(stop);
}
