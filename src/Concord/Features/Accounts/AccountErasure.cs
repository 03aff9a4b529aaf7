using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>Erases the owner of an account, as the administrator.</summary>
internal sealed class AccountErasure(Db db, Me me, AccountRoles roles, AccountEvents events, CurrentProgramme programme, Texts texts, IClock clock)
{
    /// <exception cref="RuleBroken">The reason tells who it was, it is one's own account, or there would be no administrator.</exception>
    public async Task EraseAsync(Guid id, string why)
    {
        if (id == me.Id) throw new RuleBroken("EraseAccount.NotYourself");

        await roles.Alone(async () =>
        {
            var account = await db.Accounts.SingleAsync(one => one.Id == id);
            if (account.ErasedAt is not null) return;
            if (Person.Repeats(account.Name, why) || (account.Email is { } email && why.Contains(email, StringComparison.OrdinalIgnoreCase))) throw new RuleBroken("Person.ReasonNames");

            var now = clock.GetCurrentInstant();
            foreach (var grant in await db.Grants.Where(one => one.Account == id && one.EndedAt == null).ToListAsync())
            {
                await roles.MayEnd(grant);
                grant.EndedAt = now;
                events.Enter(account, "role-ended", grant.Role, grant.Party);
            }

            await db.SaveChangesAsync();
            await db.EraseAsync(account, Instead);
            db.Because(why);
            events.Enter(account, "erased");
            await db.SaveChangesAsync();
        });
    }

    /// <summary>What stands in every history where the name stood, in each language of the programme.</summary>
    private Text Instead => new(programme.Now.Languages.Select(language => KeyValuePair.Create(language.Code, new Wording(texts.Find("Account.Erased", language.Code, programme.Now)!.Value.Sentence.Bare))));
}
