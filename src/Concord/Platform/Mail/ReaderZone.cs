using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Mail;

/// <summary>In whose time a reader lives: as they have said for their mail. Of a visitor nothing is known.</summary>
internal static class ReaderZone
{
    /// <returns>Null when they have not said.</returns>
    public static async Task<DateTimeZone?> ZoneOfAsync(this Db db, Me me, CancellationToken stop)
    {
        var said = await db.MailPreferences.Where(one => one.Account == me.Id).Select(one => one.Zone).SingleOrDefaultAsync(stop);
        return said is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(said);
    }
}
