using Concord.Platform.Database;
using Concord.Platform.Languages;

namespace Concord.Platform.Web.Feeds;

/// <summary>Answers what is for the public alone: a feed or a calendar is fetched by programs and passed on, so it holds what a visitor may
/// read, also when somebody who is signed in asks for it.</summary>
internal static class AsVisitor
{
    /// <param name="answer">Reads as a visitor, in the language of the address.</param>
    public static async Task<IResult> AnswerAsync(HttpContext http, Func<Db, Words, Task<IResult>> answer)
    {
        // A scope of its own: nobody has been recognised in it.
        await using var scope = http.RequestServices.CreateAsyncScope();
        var words = scope.ServiceProvider.GetRequiredService<Words>();
        words.SpeakIn(http.RequestServices.GetRequiredService<Words>().Language);
        return await answer(scope.ServiceProvider.GetRequiredService<Db>(), words);
    }
}
