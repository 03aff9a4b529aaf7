using System.Xml.Linq;
using Concord.Platform.Database;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Concord.Platform.Accounts;

/// <summary>Keeps the keys of cookies and antiforgery in the database, where every node finds them and a backup takes them along.</summary>
internal sealed class KeysInDatabase(IServiceScopeFactory scopes) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var keys = scope.ServiceProvider.GetRequiredService<Db>().Database.SqlQuery<string>($"select xml from data_protection_key").ToList();
        return [.. keys.Select(XElement.Parse)];
    }

    // Not through the write gate: a key may be made while this very request holds it, and would wait for itself. SQLite's own waiting
    // (five seconds) is enough for a row every ninety days; the framework makes the first one at the start, before any request.
    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var xml = element.ToString(SaveOptions.DisableFormatting);
        scope.ServiceProvider.GetRequiredService<Db>().Database.ExecuteSql($"insert into data_protection_key (id, xml) values ({friendlyName}, {xml})");
    }
}
