using System.Reflection;
using System.Text.Json;
using Concord.Platform.Accounts;
using Concord.Platform.Database;

namespace Concord.Platform.Mail;

/// <summary>Writes the letter of a mail, in the scope of whoever reads it.</summary>
internal sealed class Letters(IServiceProvider services, MailSecret secrets)
{
    private static readonly MethodInfo WriteMethod = typeof(Letters).GetMethod(nameof(WriteOne), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <summary>The kinds of mail there are, by name.</summary>
    public static IReadOnlyDictionary<string, Type> Kinds { get; } = typeof(IMail).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IMail)) && !type.IsInterface)
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .ToDictionary(type => type.Name);

    /// <summary>Who writes mail of a kind; null for a kind that this version does not know.</summary>
    public IWriteMail? WriterOf(string kind) =>
        Kinds.TryGetValue(kind, out var type) ? (IWriteMail)services.GetRequiredService(typeof(IWrite<>).MakeGenericType(type)) : null;

    /// <summary>The letter as this scope's reader may have it now, in this scope's language.</summary>
    /// <returns>Null when there is nothing to tell, or this version does not know the kind.</returns>
    public async Task<Letter?> WriteAsync(MailRow mail, Account reader, CancellationToken stop) =>
        Kinds.TryGetValue(mail.Kind, out var type) ? await (Task<Letter?>)WriteMethod.MakeGenericMethod(type).Invoke(this, [mail, reader, stop])! : null;

    private Task<Letter?> WriteOne<TMail>(MailRow row, Account reader, CancellationToken stop)
        where TMail : IMail =>
        services.GetRequiredService<IWrite<TMail>>().WriteAsync(JsonSerializer.Deserialize<TMail>(row.Data, Stored.Json)!, reader, secrets.Open(row.Secret), stop);
}
