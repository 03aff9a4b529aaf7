using Concord.Platform.Languages;
using Concord.Platform.Web;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Concord.Platform.Mail;

/// <summary>The mail server that an installation sends through.</summary>
/// <param name="Host">Null: none is set up, and mail is kept on its readers' own pages.</param>
internal sealed record MailServer(string? Host, int Port, SecureSocketOptions Security, string? User, string? Password, MailboxAddress From)
{
    public bool IsSetUp => Host is not null;

    /// <summary>
    /// Reads --smtp smtp://HOST:PORT or smtps://…, --smtp-user, CONCORD_SMTP_PASSWORD or --smtp-password-file, --mail-from. Outside this machine
    /// mail travels encrypted or not at all.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is not understood.</exception>
    public static MailServer Of(IConfiguration settings)
    {
        var from = settings["mail-from"] is { Length: > 0 } given
            ? MailboxAddress.TryParse(given, out var parsed) ? parsed : throw new InvalidOperationException($"--mail-from: '{given}' is no e-mail address.")
            : new MailboxAddress("Concord", "concord@localhost");
        if (settings["smtp"] is not { Length: > 0 } address) return new(null, 0, SecureSocketOptions.None, null, null, from);

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps")) throw new InvalidOperationException($"--smtp: '{address}' is not like smtp://host:587 or smtps://host:465.");
        var security = uri.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect : uri.IsLoopback ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls;
        var password = settings["smtp-password-file"] is { Length: > 0 } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : settings["smtp-password"];
        return new(uri.Host, uri.Port > 0 ? uri.Port : uri.Scheme == "smtps" ? 465 : 587, security, settings["smtp-user"], password, from);
    }
}

/// <summary>Connections to the mail server, kept open while there is mail.</summary>
internal sealed class Postman(MailServer server) : IAsyncDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentBag<SmtpClient> idle = [];

    /// <summary>Hands a mail over.</summary>
    /// <exception cref="SmtpCommandException">The server refused it.</exception>
    public async Task HandOverAsync(MimeMessage message, CancellationToken stop)
    {
        if (!idle.TryTake(out var client) || !client.IsConnected)
        {
            client?.Dispose();
            client = await ConnectAsync(stop);
        }

        try
        {
            await client.SendAsync(message, stop);
            idle.Add(client);
        }
        catch (SmtpCommandException) when (client.IsConnected)
        {
            idle.Add(client); // this mail was refused; the connection is good
            throw;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Ends the connections that nobody needs at the moment: servers do not like to keep them.</summary>
    public async Task RestAsync()
    {
        while (idle.TryTake(out var client))
        {
            try
            {
                await client.DisconnectAsync(true);
            }
            catch (Exception failure) when (failure is IOException or MailKit.ProtocolException)
            {
                // It has gone already.
            }

            client.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await RestAsync();

    private async Task<SmtpClient> ConnectAsync(CancellationToken stop)
    {
        var client = new SmtpClient { Timeout = 30_000, LocalDomain = server.From.Domain };
        try
        {
            await client.ConnectAsync(server.Host!, server.Port, server.Security, stop);
            if (server.User is { Length: > 0 } user) await client.AuthenticateAsync(user, server.Password ?? "", stop);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
