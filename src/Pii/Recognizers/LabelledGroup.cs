using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>What a word for nationality, faith or origin says: "de nationalité burkinabè", "Konfession: römisch-katholisch", "国籍:ベトナム". No list needs to know the group.</summary>
internal static class LabelledGroup
{
    /// <summary>Labels behind which a blank is enough.</summary>
    private static readonly HashSet<ulong> Labels = WordHash.SetOf(
        "konfession religionszugehörigkeit staatsangehörigkeit nationalität nationalité citoyenneté confession religión nacionalidad ciudadanía nazionalità cittadinanza religione nacionalidade religião nationaliteit geloof godsdienst narodowości narodowość wyznania wyznanie " +
        "obywatelstwo obywatelstwa národnost občanství občianstvo národnosť vyznání nationalitet medborgarskap statsborgerskap statsborgerskab kansalaisuus uskonto cetățenie cetățenia naționalitate naționalitatea religia állampolgárság állampolgárságú vallás uyruk uyruğu milliyet dini državljanstvo nacionalnost " +
        "vjeroispovijest гражданство национальность вероисповедание громадянство національність υπηκοότητα ιθαγένεια θρήσκευμα");

    /// <summary>Labels that need a colon.</summary>
    private static readonly HashSet<ulong> Signed = WordHash.SetOf("nationality citizenship religion ethnicity race faith denomination 国籍 宗教 民族 국적 종교 الجنسية الديانة राष्ट्रीयता धर्म");

    private static readonly HashSet<ulong> NoGroup = WordHash.SetOf(
        "is ist est es è é of and et und y e the a der die das la le el il not unknown none unbekannt keine status code country field sowie oder or ou o was are wird are be has to in on for with by act law test date type id optional required other unspecified null n i a oraz lub och og ja sau și és vagy ve nebo ili или и " +
        "si que de del di da do der des dem den van het sa son ihre seine jego jej su sua seu zijn haar question data nie non nein no yes");

    /// <summary>The index of the last token of what the label at <paramref name="index"/> announces; 0 where it announces nothing.</summary>
    public static int Find(in Scan scan, int index, HashSet<ulong> groups, List<Finding> findings)
    {
        if (index + 1 >= scan.Tokens.Length) return 0;
        var isLabel = Labels.Contains(scan.Tokens[index].Hash);
        if (!isLabel && !Signed.Contains(scan.Tokens[index].Hash)) return 0;
        var first = index + 1;
        var gap = scan.Text[scan.Tokens[index].End..scan.Tokens[first].Start];
        var isSigned = gap.Length <= 3 && gap.ContainsAny(':', '：') && !gap.Contains('\n');
        if (!(isSigned || isLabel && gap is " ") || !IsWord(scan, first)) return 0;
        var last = first;
        while (last + 1 < scan.Tokens.Length && last < first + 2 && IsWord(scan, last + 1)
            && (scan.Text[scan.Tokens[last].End..scan.Tokens[last + 1].Start] is "-" || scan.Text[scan.Tokens[last].End..scan.Tokens[last + 1].Start] is " " && groups.Contains(scan.Tokens[last + 1].Hash))) last++;
        if (!isSigned && char.IsUpper(scan.Text[scan.Tokens[first].Start]) && !groups.Contains(scan.Tokens[first].Hash) && !IsNordicOrTurkish(scan, index)) return 0;
        if (scan.At(scan.Tokens[last].End) is '(' or '=' or '_' or '[' or ':') return 0;
        findings.Add(new Finding(scan.Tokens[first].Start, scan.Tokens[last].End - scan.Tokens[first].Start, EntityType.Nrp, 0.7f, FindingSource.Context));
        return last;
    }

    // "uyruğu Suriyeli": written with a capital.
    private static bool IsNordicOrTurkish(in Scan scan, int index) => scan.TextOf(scan.Tokens[index]).ContainsAny('ğ', 'ı') || scan.TextOf(scan.Tokens[index]) is "uyruk" or "milliyet";

    private static bool IsWord(in Scan scan, int index) => !scan.Tokens[index].HasDigit && scan.Tokens[index].Length is >= 2 and <= 24 && !NoGroup.Contains(scan.Tokens[index].Hash);
}
