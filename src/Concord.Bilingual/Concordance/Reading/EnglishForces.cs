using System.Collections.Frozen;

namespace Concord.Bilingual.Concordance.Reading;

/// <summary>The English words of force, as runs of words: "has a duty to", "is entitled to", "took note".</summary>
internal static class EnglishForces
{
    private static readonly Pattern[] all = [.. Build()];
    private static readonly FrozenDictionary<string, Pattern[]> byFirst = all.GroupBy(one => one.Words[0]).ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(one => one.Words.Length).ToArray(), StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Pattern[]>.AlternateLookup<ReadOnlySpan<char>> lookup = byFirst.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words that a pattern begins with.</summary>
    public static IEnumerable<string> Firsts => byFirst.Keys;

    public static void Read(ReadOnlySpan<char> text, EnglishTokens tokens, Forces forces)
    {
        forces.Clear();
        Span<char> lower = stackalloc char[EnglishLexicon.Longest];
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!tokens[at].Entry.OpensForce) continue;

            var word = text[tokens[at].Start..tokens[at].End];
            word.ToLowerInvariant(lower);
            if (!lookup.TryGetValue(lower[..word.Length], out var patterns)) continue;
            foreach (var pattern in patterns)
            {
                var end = Match(text, tokens, at + 1, pattern.Words.AsSpan(1));
                if (end < 0) continue;
                if (IsForce(text, tokens, at, end, pattern)) forces.Add(new(ForceOf(text, tokens, at, end, pattern.Force), pattern.IsWeak || IsNoun(text, tokens, at, pattern), tokens[at].Start, tokens[end - 1].End, tokens[at].Sentence));
                at = end - 1;
                break;
            }
        }
    }

    /// <param name="text">The text.</param>
    /// <param name="tokens">Its words.</param>
    /// <param name="at">Behind the first word of the pattern, by which it was found.</param>
    /// <param name="words">The other words of the pattern.</param>
    /// <returns>The token behind the pattern; -1 when it does not stand here.</returns>
    private static int Match(ReadOnlySpan<char> text, EnglishTokens tokens, int at, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (at < tokens.Count && word == "t" && tokens[at].Kind == TokenKind.Sign) at++; // don't
            if (at >= tokens.Count || tokens[at].Kind != TokenKind.Word || tokens[at].End - tokens[at].Start != word.Length || !text[tokens[at].Start..tokens[at].End].Equals(word, StringComparison.OrdinalIgnoreCase)) return -1;
            at++;
        }

        return at;
    }

    private static bool IsForce(ReadOnlySpan<char> text, EnglishTokens tokens, int at, int end, Pattern pattern)
    {
        ref var token = ref tokens[at];
        if (pattern.Words.Length > 1) return true;

        return pattern.Words[0] switch
        {
            // May as a month; "should you need", "the will".
            "may" => !token.IsCapital || (end < tokens.Count && tokens[end] is { Kind: TokenKind.Word, IsCapital: false } && (at == 0 || tokens[at - 1].Sentence != token.Sentence)),
            "should" => !(token.IsCapital && (at == 0 || tokens[at - 1].Sentence != token.Sentence || tokens[at - 1].Kind == TokenKind.Sign)) && !Is(text, tokens, at - 1, "and") | !token.IsCapital,
            "will" => !(Is(text, tokens, at - 1, "the") || Is(text, tokens, at - 1, "political") || Is(text, tokens, at - 1, "their") || Is(text, tokens, at - 1, "free") || Is(text, tokens, at - 1, "good") || Is(text, tokens, at - 1, "own")),
            "can" => !(Is(text, tokens, at - 1, "a") || Is(text, tokens, at - 1, "the")),
            _ => true,
        };
    }

    /// <summary>"A request", "the decision", "on note": a thing, not a deed.</summary>
    private static bool IsNoun(ReadOnlySpan<char> text, EnglishTokens tokens, int at, Pattern pattern) =>
        pattern.Words.Length == 1 && at > 0 && tokens[at - 1].Kind == TokenKind.Word && pattern.Force >= Force.Agree
        && text[tokens[at - 1].Start..tokens[at - 1].End] is "a" or "an" or "the" or "this" or "of" or "to" or "for" or "on" or "any" or "such" or "its" or "their" or "that" or "these" or "those" or "under" or "by" or "with" or "if" or "as" or "other" or "each" or "every" or "mutually" or "previously" or "duly" or "be" or "or";

    /// <summary>"No person may", "neither side shall".</summary>
    private static bool IsDenied(ReadOnlySpan<char> text, EnglishTokens tokens, int at)
    {
        for (var before = at - 1; before >= 0 && before > at - 14 && tokens[before].Sentence == tokens[at].Sentence; before--)
        {
            if (tokens[before].Kind == TokenKind.Sign && tokens[before].First is ',' or ';' or ':') return false;
            if (text[tokens[before].Start..tokens[before].End] is "and" or "but" or "or" or "which" or "who" or "that" or "shall" or "may" or "must" or "will" or "should" or "can") return false;
            if (tokens[before].Kind == TokenKind.Word && text[tokens[before].Start..tokens[before].End] is "no" or "No" or "nobody" or "Nobody" or "neither" or "Neither" or "nor" or "Nor" or "none" or "None" or "nothing" or "Nothing" or "never" or "Never") return true;
        }

        return false;
    }

    private static Force ForceOf(ReadOnlySpan<char> text, EnglishTokens tokens, int at, int end, Force force)
    {
        if ((force & (Force.Shall | Force.May | Force.Should)) == 0 || force >= Force.MustNot) return force;
        if (IsDenied(text, tokens, at)) return Force.MustNot | (force & Force.Will);

        // "must contain no names": either way of saying it.
        for (var next = end; next < tokens.Count && next < end + 5 && tokens[next].Kind == TokenKind.Word; next++)
            if (text[tokens[next].Start..tokens[next].End] is "no" or "not" or "never" or "only" or "nothing" or "neither") return force | Force.MustNot;

        return force;
    }

    private static bool Is(ReadOnlySpan<char> text, EnglishTokens tokens, int at, string word) => at >= 0 && at < tokens.Count && text[tokens[at].Start..tokens[at].End].Equals(word, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Pattern> Build()
    {
        var found = new Dictionary<string, Pattern>(StringComparer.Ordinal);
        void Say(Force force, string list, bool weak = false)
        {
            foreach (var words in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) found[words] = new(words.Split(' '), force, weak);
        }

        // Every form of a regular or known verb: agree -> agrees, agreed, agreeing.
        void Verbs(Force force, string list, bool weak = false)
        {
            foreach (var verb in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var words = verb.Split(' ');
                foreach (var form in FormsOf(words[0])) found[string.Join(' ', [form, .. words[1..]])] = new([form, .. words[1..]], force, weak);
            }
        }

        Say(Force.Shall, "shall, must, need to, needs to, is obligatory, it is essential that, it is vital that, it is imperative that, has a responsibility, have a responsibility, has the responsibility, were obliged to, was obliged to, has to, have to, having to, is required to, are required to, be required to, is required, are required, is obliged, are obliged, be obliged, obliged to, obligated to, required to, an obligation to, the obligation to, under an obligation, under a duty, a duty to, the duty to, a duty of, duty bound, has a duty, have a duty, has the duty, have the duty,  is mandatory, are mandatory, mandatory, compulsory, obligatory, incumbent on, incumbent upon, a responsibility to, the responsibility to, has the responsibility, have the responsibility, is imperative, imperative, needs to be, need to be, are needed, is needed");
        Say(Force.Shall | Force.Will | Force.Intend, "is to, are to");
        Say(Force.Shall, "had to, need, needs, requires, require, requiring, was to, were to, was required, were required, duty, duties, obligation, obligations, is responsible for, are responsible for, responsible for, necessary, essential, binding, it is for, responsibility", weak: true);
        Say(Force.Should, "should, ought to, advisable, is advised to, are advised to, be advised to, is advised, are advised, had better, preferably, would be well advised, it would be advisable, it would be desirable, is desirable, desirable, appropriate to, is preferable, preferable");
        Say(Force.Should | Force.Recommend, "is recommended, are recommended, be recommended, it is recommended that, it is recommended");
        Say(Force.May, "is entitled to, are entitled to, be entitled to, is entitled, are entitled, be entitled, entitled to, has the right to, have the right to, has the right, have the right, had the right, has a right to, have a right to, the right of, is free to, are free to, be free to, free to choose, is allowed to, are allowed to, be allowed to, is allowed, are allowed, be allowed, was allowed, were allowed, allowed to, is permitted to, are permitted to, be permitted to, is permitted, are permitted, be permitted, permitted to, is authorised to, are authorised to, is authorized to, are authorized to, be authorised to, be authorized to, at liberty to, it is open to, is open to each, is open to either, may choose, at its discretion, at their discretion, has the option, have the option, an option to");
        Say(Force.May, "is welcome to, are welcome to, has discretion to, have discretion to, has the power to, have the power to, is empowered to, are empowered to, is competent to, are competent to, has the authority to, have the authority to");
        Verbs(Force.May, "authorise, authorize, entitle");
        Say(Force.May | Force.Possible, "may, can, could, might");
        Say(Force.Possible, "is likely to, are likely to, possibly, perhaps, maybe, is possible, be possible, likely", weak: true);
        Say(Force.May, "the right to, a right to, rights to, able to, allow, allows, allowing, permit, permits, permitting, enable, enables, enabling, let, lets, eligible, qualify, option, options, optional, right, rights, possible", weak: true);
        Say(Force.Will | Force.Shall, "will");
        Say(Force.Will | Force.Hope, "would", weak: true);
        Say(Force.Will | Force.Intend, "is going to, are going to, is about to, are about to, due to, is due to, are due to, is set to, are set to, is scheduled, are scheduled, is expected to, are expected to, was expected to, were expected to", weak: true);
        Say(Force.Will | Force.Hope | Force.Possible, "is expected to, are expected to, is likely to, are likely to, will probably, will likely, probable, probably", weak: true);
        Verbs(Force.Intend, "intend, plan to, aim to, envisage");
        Say(Force.Intend, "is considering, are considering, is planning, are planning, planned to, the intention to, its intention, their intention, intention, intentions, planned, plans, scheduled, foreseen", weak: true);
        Verbs(Force.Hope, "hope, wish to, wish");
        Say(Force.Hope, "would like to, would like, look forward to, looks forward to, looked forward to, looking forward to, expressed the hope, expressed its hope, expressed the wish, expressed its wish");
        Say(Force.Hope, "expect, expects, expected, desire, desires, desiring, want, wants, wanted, willing, willingness, ready to, readiness", weak: true);
        Say(Force.Hope | Force.Offer, "is willing to, are willing to, was willing to, were willing to, be willing to");
        Verbs(Force.Undertake, "undertake to, commit to, commit themselves, commit itself, pledge, promise, vow");
        Say(Force.Undertake, "undertake, undertakes, undertook, undertaken to, has undertaken to, have undertaken to, committed to, is committed to, are committed to, made a commitment, gave an undertaking, gave an assurance, gave assurances");
        Say(Force.Undertake, "commitment, commitments, undertaking, committed, assured", weak: true);
        Verbs(Force.Endeavour, "endeavour to, endeavor to, endeavour, endeavor, strive to, strive, seek to");
        Say(Force.Endeavour, "shall endeavour to, shall endeavour, shall endeavor to, will endeavour to, should endeavour to, shall strive to, will strive to, best efforts, its best efforts, their best efforts, use its best efforts, use their best efforts, shall use their best efforts, shall use its best efforts, every effort, make every effort, makes every effort, all reasonable efforts, do their utmost, do its utmost, shall make every effort, will make every effort, shall seek to, will seek to, will do its best, will do their best");
        Say(Force.Endeavour, "as far as possible, wherever possible, where possible, to the extent possible, effort, efforts, attempt, attempts, try, tries, tried", weak: true);
        Say(Force.MustNot | Force.Possible, "may not, might not");
        Say(Force.MustNot | Force.Shall | Force.Should, "shall refrain from, must refrain from, should refrain from, shall refrain, should refrain, are to refrain from, refrain from, refrains from, refrained from, refraining from");
        Say(Force.MustNot, "shall not, must not, mustn t, can not, cannot, can t, shall in no case, shall in no circumstances, may in no case, must never, shall never, may never, is not allowed, are not allowed, not be allowed, not allowed, is not permitted, are not permitted, not be permitted, not permitted, is not entitled, are not entitled, not be entitled, not entitled, no right to, has no right, have no right, is prohibited from, are prohibited from, is prohibited, are prohibited, be prohibited, was prohibited, were prohibited, prohibited from, prohibited, is forbidden, are forbidden, be forbidden, forbidden, are barred from, is barred from, barred from, is banned, are banned, is not authorised to, are not authorised to, not authorised to, not authorized to, not at liberty, under no circumstances, in no case, on no account");
        Verbs(Force.MustNot, "prohibit, forbid, ban, bar");
        Say(Force.MustNot | Force.Discourage, "should not, shouldn t, ought not to, should never");
        Say(Force.NeedNot, "does not oblige, do not oblige, not oblige, did not oblige, does not require, do not require, did not require, not require, saw no need, sees no need, see no need, without obligation");
        Say(Force.NeedNot, "need not, needn t, is not required to, are not required to, not be required to, not required to, is not required, are not required, not be required, not required, is not obliged, are not obliged, not be obliged, not obliged, not necessary, does not have to, do not have to, doesn t have to, don t have to, not have to, no need to, no need, no obligation, under no obligation, without having to, does not need to, do not need to, not need to, not mandatory, not compulsory, is not bound to, not bound to");
        Say(Force.NeedNot, "exempt from, exempt, exempted from, exempted, unnecessary, voluntary, optional, waived", weak: true);
        Say(Force.Discourage, "is not recommended, are not recommended, not recommended, not advisable, advised against, is discouraged, are discouraged, is not advised, not advised, advised not to, is advised not to, are advised not to, recommended not to, encouraged not to, asked not to, requested not to, advise against");
        Verbs(Force.Discourage, "discourage, advise against");
        Verbs(Force.Encourage, "encourage");

        Verbs(Force.Agree, "agree");
        Say(Force.Agree, "reached agreement, reached an agreement, reached a consensus, reached consensus, came to an agreement, concurred, concur, were of one mind");
        Say(Force.Agree, "agreement, agreements, consensus, consent, consented", weak: true);
        Say(Force.InPrinciple, "reached agreement in principle, reached an agreement in principle, agreed in principle, agreement in principle, agree in principle");
        Verbs(Force.Decide, "decide, resolve to");
        Say(Force.Decide, "took the decision, took a decision, resolved, determined that");
        Say(Force.Decide, "decision, decisions, determine, determined, determines, determining, resolution", weak: true);
        Verbs(Force.Note, "note");
        Say(Force.Note, "take note of, takes note of, took note of, taking note of, take note, takes note, took note, taking note, taken note, observed that, pointed out, points out, noticed");
        Say(Force.Appreciate, "noted with appreciation, notes with appreciation, noting with appreciation, took note with appreciation, takes note with appreciation, noted with satisfaction, notes with satisfaction, noting with satisfaction");
        Say(Force.Concern, "noted with concern, notes with concern, noting with concern");
        Say(Force.Regret, "noted with regret, notes with regret, noting with regret");
        Verbs(Force.Welcome, "welcome");
        Verbs(Force.Appreciate, "appreciate, praise, commend, applaud");
        Say(Force.Appreciate | Force.Thank, "expressed its appreciation, expressed their appreciation, expressed appreciation, expresses its appreciation, with appreciation, expressed satisfaction, expressed its satisfaction, expressed their satisfaction, pays tribute, paid tribute");
        Verbs(Force.Consider, "consider, discuss, examine, review, debate, deliberate");
        Say(Force.Consider, "exchanged views, exchange of views, held discussions, looked into, gave consideration, considered that, reflected on, studied, explored");
        Say(Force.Consider, "discussion, discussions, consideration, explore, explores, exploring, study, assess, assessed", weak: true);
        Verbs(Force.Recall, "recall");
        Say(Force.Recall, "bearing in mind, bears in mind, mindful of, looking back");
        Verbs(Force.Reaffirm, "reaffirm, reiterate, restate");
        Say(Force.Reaffirm, "confirmed once more, confirmed again, repeated that, repeated its, repeated their");
        Verbs(Force.Request, "request, ask for, ask, call for");
        Say(Force.Invite | Force.Request, "were invited to, was invited to, is invited to, are invited to");
        Say(Force.Request, "were asked to, was asked to, is asked to, are asked to, were requested to, was requested to, are requested to, is requested to");
        Say(Force.Request, "demand, demands", weak: true);
        Say(Force.Request, "demanded, demanding, demand that, demands that, requested that, asked that, asked whether");
        Verbs(Force.Invite, "invite");
        Verbs(Force.Urge, "urge, exhort");
        Verbs(Force.Urge | Force.Request, "call on, call upon, appeal to");
        Verbs(Force.Recommend, "recommend, suggest, propose, advise");
        Say(Force.Recommend, "put forward a proposal, made a proposal, put forward");
        Say(Force.Recommend, "recommendation, recommendations, proposal, proposals, suggestion, suggestions, advice, advised", weak: true);
        Verbs(Force.Approve, "approve, endorse, adopt, ratify");
        Say(Force.Approve, "gave its approval, gave their approval, signed off");
        Say(Force.Approve, "approval, adoption, endorsement, passed, pass", weak: true);
        Verbs(Force.Emphasise, "emphasise, emphasize, stress, underline, underscore, highlight");
        Verbs(Force.Support, "support, back");
        Say(Force.Support, "support, supports, supported, supporting, supportive, back, backing", weak: true);
        Say(Force.Concern, "expressed concern, expressed its concern, expressed their concern, expressed serious concern, expressed deep concern, expressed grave concern, expresses concern, expresses its concern, expressing concern, expressing its concern, expressed its deep concern, expresses its deep concern, voiced concern, voiced concerns, voiced its concern, is concerned about, are concerned about, was concerned about, were concerned about, is concerned that, was concerned that, were concerned that, concerned about, concerned at, deeply concerned, gravely concerned, seriously concerned, alarmed at, alarmed by, worried about, worried that");
        Say(Force.Concern, "concern, concerns, worry, worries", weak: true);
        Verbs(Force.Regret, "regret, deplore, lament");
        Say(Force.Regret, "expressed regret, expressed its regret, expressed their regret, with regret, regrettably, disappointed, expressed disappointment, expressed its disappointment, apologised, apologized");
        Verbs(Force.Offer, "offer");
        Say(Force.Offer, "offered to, is prepared to, was prepared to, were prepared to, is ready to, was ready to, were ready to, volunteered to, expressed its readiness, expressed its willingness, expressed their willingness, expressed its willingness to");
        Verbs(Force.Refuse, "refuse, reject, decline, turn down, rule out");
        Say(Force.Refuse, "refusal, refusals, rejection", weak: true);
        Verbs(Force.Object, "object to, object, oppose, protest, disagree");
        Say(Force.Object, "expressed reservations, expressed its opposition, objection, objections", weak: true);
        Verbs(Force.Insist, "insist");
        Say(Force.Insist, "maintained that, maintains that");
        Verbs(Force.Order, "instruct, direct that");
        Say(Force.Order, "ordered, orders the, ordering, order that, was ordered to, were ordered to, instructed to, was instructed to, were instructed to");
        Say(Force.Order, "directed the, directs the, mandated, commanded, required that, requires that, stipulated, stipulates");
        Say(Force.Order | Force.Shall, "provided that", weak: true);
        Say(Force.Shall, "shall mean, shall be deemed, shall be understood, shall include, shall enter", weak: true);
        Say(Force.Receive, "confirmed receipt of, confirmed receipt, confirms receipt, acknowledged receipt of, acknowledge receipt of, acknowledges receipt of, acknowledging receipt of, acknowledged receipt, acknowledges receipt");
        Verbs(Force.Accept, "accept");
        Say(Force.Accept | Force.Confirm | Force.Note, "acknowledge, acknowledges, acknowledged, acknowledging, recognise, recognises, recognised, recognising, recognize, recognizes, recognized, recognizing, admit, admits, admitted", weak: true);
        Verbs(Force.Confirm, "confirm");
        Verbs(Force.Inform, "inform, report that, announce, notify, brief");
        Say(Force.Inform, "inform, informs, informed, reported, reports, announced, announces, notified, notifies, briefed, presented, presents, stated, states, said, explained, introduced, described, told, declared", weak: true);
        Verbs(Force.Doubt, "question, doubt, challenge");
        Say(Force.Doubt, "expressed doubts, expressed doubt, expressed its doubts, voiced doubts, called into question, cast doubt");
        Say(Force.Doubt, "question, questions, questioning, challenge, challenges, challenging, doubt", weak: true);
        Verbs(Force.Thank, "thank");
        Say(Force.Thank | Force.Appreciate, "expressed gratitude, expressed its gratitude, expressed their gratitude, expressed thanks, expressed its thanks, is grateful, was grateful, were grateful, grateful, gratitude");
        Verbs(Force.Condemn, "condemn, denounce");
        Verbs(Force.Waive, "waive, renounce, give up");
        Say(Force.Waive, "gave up its right, waived its right, waived the right, waived their right, renounced its right");
        Say(Force.Reserve, "reserved the right, reserves the right, reserve the right, reserved its right, reserves its right, reserved their right, reserving the right, reserved its position, reserves its position");
        foreach (var adjective in new[] { "promising", "binding", "supporting", "questioning", "banning", "barring", "planning", "appealing", "encouraging", "welcoming", "concerning" }) found.Remove(adjective);
        return found.Values;
    }

    public static IEnumerable<string> FormsOf(string verb)
    {
        yield return verb;
        var stem = verb[..^1];
        switch (verb)
        {
            case "undertake": yield return "undertakes"; yield return "undertook"; yield return "undertaking"; yield break;
            case "strive": yield return "strives"; yield return "strove"; yield return "striving"; yield break;
            case "seek": yield return "seeks"; yield return "sought"; yield return "seeking"; yield break;
            case "forbid": yield return "forbids"; yield return "forbade"; yield return "forbidding"; yield break;
            case "give": yield return "gives"; yield return "gave"; yield return "giving"; yield break;
            case "commit" or "bar" or "ban" or "plan" or "regret" or "submit" or "admit" or "permit":
                yield return verb + "s"; yield return verb + verb[^1] + "ed"; yield return verb + verb[^1] + "ing"; yield break;
        }

        if (verb[^1] == 'e')
        {
            yield return verb + "s"; yield return verb + "d"; yield return stem + "ing";
        }
        else if (verb[^1] == 'y' && verb[^2] is not ('a' or 'e' or 'o'))
        {
            yield return stem + "ies"; yield return stem + "ied"; yield return verb + "ing";
        }
        else
        {
            yield return verb + (verb[^1] is 's' or 'x' or 'h' ? "es" : "s"); yield return verb + "ed"; yield return verb + "ing";
        }
    }

    private sealed record Pattern(string[] Words, Force Force, bool IsWeak);
}
