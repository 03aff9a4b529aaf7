using System.Buffers.Text;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Accounts;

/// <summary>Identity's store of accounts, with passkeys in a table of ours: its own keeps them as one JSON.</summary>
internal sealed class PasskeyStore(Db db) : UserOnlyStore<Account, Db, Guid>(db), IUserPasskeyStore<Account>
{
    async Task<IList<UserPasskeyInfo>> IUserPasskeyStore<Account>.GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await Context.Passkeys.AsNoTracking().Where(one => one.Account == user.Id).OrderBy(one => one.Id).ToListAsync(cancellationToken)).Select(one => one.ToInfo())];

    Task<Account?> IUserPasskeyStore<Account>.FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return Context.Accounts.SingleOrDefaultAsync(account => Context.Passkeys.Any(one => one.CredentialId == id && one.Account == account.Id), cancellationToken);
    }

    async Task<UserPasskeyInfo?> IUserPasskeyStore<Account>.FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return (await Context.Passkeys.AsNoTracking().SingleOrDefaultAsync(one => one.CredentialId == id && one.Account == user.Id, cancellationToken))?.ToInfo();
    }

    Task IUserPasskeyStore<Account>.AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Passkeys are saved by Passkeys and Credentials.");

    Task IUserPasskeyStore<Account>.RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Passkeys are removed by Credentials.");
}
