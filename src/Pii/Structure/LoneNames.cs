using System.Buffers;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>
/// One word is a name in half of all texts and a city, a month or a product in the other half. Where nothing else tells of a person, no name of two words, no
/// address, no number, the tagger must be surer of it.
/// </summary>
internal static class LoneNames
{
    /// <summary>How sure the tagger must be of one word with nothing beside it.</summary>
    private const float ScoreOfOneWord = 0.86f;

    /// <summary>How sure it must be of one word in code, in a question or in a request.</summary>
    private const float ScoreOfOneWordInCode = 0.95f;

    /// <summary>How sure it must be of two words there.</summary>
    private const float ScoreOfTwoWords = 0.9f;

    /// <summary>Up to how many characters a text with a question mark is a question.</summary>
    private const int LengthOfQuestion = 500;

    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("{}=;`|<>");

    /// <summary>Words before somebody's name.</summary>
    private static readonly HashSet<ulong> Addressing = WordHash.SetOf(
        "ping poke notify contact email call text message kudos cc hi hey hello dear thanks thank tell ask asked told remind invite meet met regards cheers love sincerely best hallo hej hei hola ciao salut oi olá liebe lieber chère cher " +
        "frag sag dis demande dile pregunta chiedi pergunta");

    /// <summary>Removes names, which stand from index <paramref name="from"/> on.</summary>
    public static void Refine(in Scan scan, List<Finding> findings, int from)
    {
        var text = scan.Text;
        if (Catalogue.HasPerson(findings, from)) return;
        var isCode = IsCode(text);
        var isRequest = Requests.Begins(scan);
        var isQuestion = text.ContainsAny('?', '？');
        var leastOfTwo = isCode || isRequest || (text.Length < LengthOfQuestion && isQuestion) ? ScoreOfTwoWords : 0;
        for (var i = from; i < findings.Count && !isCode; i++)
        {
            if (findings[i].Type is EntityType.Person && findings[i].Score >= leastOfTwo && text.Slice(findings[i].Start, findings[i].Length).Contains(' ')) return;
        }

        var leastOfOne = isCode || isRequest || isQuestion ? ScoreOfOneWordInCode : ScoreOfOneWord;
        var kept = from;
        for (var i = from; i < findings.Count; i++)
        {
            var finding = findings[i];
            if (finding.Type != EntityType.Person || finding.Score >= Least(text.Slice(finding.Start, finding.Length)) || IsSpokenTo(scan, finding.Start)) findings[kept++] = finding;
        }
        findings.RemoveRange(kept, findings.Count - kept);

        float Least(ReadOnlySpan<char> name)
        {
            var last = name.LastIndexOf(' ');
            if (last < 0) return leastOfOne;
            return isCode || char.IsUpper(name[last + 1]) ? leastOfTwo : 0;  // "Ada lovelace": what is named after somebody has capitals
        }
    }

    private static bool IsSpokenTo(in Scan scan, int start) =>
        scan.TokenAt(start) is > 0 and var token && Addressing.Contains(scan.Tokens[token - 1].Hash) && start - scan.Tokens[token - 1].End <= 2;

    /// <summary>Code or settings: what is named there is more often a thing than somebody.</summary>
    private static bool IsCode(ReadOnlySpan<char> text)
    {
        var signs = 0;
        for (var i = text.IndexOfAny(CodeSigns); i >= 0;)
        {
            if (++signs == 3) return true;
            var next = text[(i + 1)..].IndexOfAny(CodeSigns);
            i = next < 0 ? -1 : i + 1 + next;
        }
        return false;
    }
}
