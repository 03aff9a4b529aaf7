using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>
/// The first administrator comes from outside: whoever holds the installation asks for a one-time link on the command line. So does the
/// desk of a party that has lost its last one.
/// </summary>
internal sealed class InviteAdministrator(Db db, Me me, Invitations invitations, Platform.Languages.Languages languages)
{
    /// <summary>Makes a link. Its bearer says who they are when they use it; an earlier link of this kind ends.</summary>
    /// <param name="address">Where the installation answers: https://concord.example.</param>
    /// <param name="deskOf">Key of a party without a desk, to invite that instead; null: an administrator.</param>
    public async Task<string> LinkAsync(string address, string? deskOf = null)
    {
        me.IsTheProgram("command line");
        var unclaimed = await db.Accounts.Where(one => one.NormalizedEmail == null && one.PasswordHash == null && !one.EmailConfirmed && one.ErasedAt == null).Select(one => one.Id).ToListAsync();
        await db.InOneTransaction(async () =>
        {
            await db.Invitations.Where(one => unclaimed.Contains(one.Account)).ExecuteDeleteAsync();
            await db.Grants.Where(one => unclaimed.Contains(one.Account)).ExecuteDeleteAsync();
            await db.Accounts.Where(one => unclaimed.Contains(one.Id)).ExecuteDeleteAsync();
        });

        var language = languages.All[0].Code;
        var (_, token) = await invitations.InviteAsync(null, Text.Empty, language, deskOf is null ? Role.Administrator : Role.DialogueDesk, deskOf);
        return $"{address.TrimEnd('/')}/{language}/invitation/{token}";
    }
}
