using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Support;

internal static class Releases
{
    /// <summary>Both desks have released to the public whatever of the trail both sides know.</summary>
    public static async Task Released(this App app, Commitment commitment)
    {
        await app.Behind(async db =>
        {
            var found = await db.Commitments.Include(one => one.Trail).ThenInclude(entry => entry.Files).SingleAsync(one => one.Id == commitment.Id);
            foreach (var entry in found.Trail.Where(entry => entry.MayGoFurther()))
            {
                foreach (var party in new[] { "eu", "china" }) entry.Let(party, Audience.Public, ["eu", "china"], app.Clock.GetCurrentInstant());
            }

            return await db.SaveChangesAsync();
        });
        await app.Settle();
    }
}
