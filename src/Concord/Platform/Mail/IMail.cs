using Concord.Platform.Accounts;

namespace Concord.Platform.Mail;

/// <summary>
/// What a mail to one account is about: ids and bare values, never words of the domain. Posted with <see cref="Database.Db.Post"/> in the
/// transaction of the change that it tells of.
/// </summary>
internal interface IMail;

/// <summary>Writes the letters of one kind of mail. Found by reflection.</summary>
internal interface IWrite<TMail> : IWriteMail
    where TMail : IMail
{
    /// <summary>
    /// The letter, in the language and with the eyes of its reader: everything that is read from the database is what the reader may read at
    /// this moment.
    /// </summary>
    /// <param name="secret">What was sealed with the mail, such as the token of a link; null when nothing was, or it has been sent.</param>
    /// <returns>Null when there is nothing (any more) to tell this reader.</returns>
    Task<Letter?> WriteAsync(TMail mail, Account reader, string? secret, CancellationToken stop);
}

internal interface IWriteMail
{
    MailSort Sort { get; }

    /// <summary>A letter of this kind about invented things, for the preview.</summary>
    Letter Example();
}

/// <summary>What a mail is for; it decides whether its reader may put it off or do without.</summary>
internal enum MailSort
{
    /// <summary>About one's own account: always, and at once.</summary>
    Account,

    /// <summary>Somebody waits for an answer.</summary>
    Request,

    /// <summary>Something is due.</summary>
    Reminder,

    /// <summary>What has changed; only within a digest.</summary>
    News,
}
