using System.Collections.Frozen;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Names of firms and institutions by the word that makes them one: a legal form behind the name ("Nordlys Energi AS", "Bellini S.r.l.") or a head word in front of it or
/// behind it ("Hospital San Telmo", "Oakridge Dental Practice").
/// </summary>
internal sealed class FirmName : Recognizer
{
    private const int MaxWords = 6;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Forms = FrozenSet.ToFrozenSet(
    [
        "GmbH", "mbH", "gGmbH", "AG", "KG", "OHG", "UG", "eG", "SE", "SARL", "SAS", "SASU", "EURL", "SCI", "SL", "SLU", "Ltd", "Limited", "LLC", "LLP", "Inc", "Incorporated", "Corp", "PLC", "plc", "BV", "NV", "AB", "ASA", "ApS", "Oy", "Oyj", "OÜ", "UAB", "SIA",
        "Kft", "Zrt", "Nyrt", "Bt", "SRL", "SpA", "Srl", "Ltda", "EIRELI", "EOOD", "OOD", "Pty", "Pvt", "AŞ", "Şti", "AS",
    ], StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Forms written with stops; the last stop is part of the name.</summary>
    private static readonly string[] Stopped = ["S.L.U.", "S.L.", "S.A.S.", "S.A.", "S.p.A.", "S.r.l.", "S.R.L.", "S.n.c.", "B.V.", "N.V.", "z o.o.", "s.r.o.", "d.o.o.", "A.Ş.", "a.s.", "e.V.", "e.K.", "S.C.", "Lda.", "Ltda.", "Kft.", "Zrt.", "Bt.", "Pvt. Ltd.", "v.o.s.", "d.d.", "k.s.", "Sp. k."];

    /// <summary>Words that make an institution of the capitalised words before them.</summary>
    private static readonly HashSet<ulong> Behind = WordHash.SetOf(
        "hospital clinic university college academy school institute foundation insurance bank bancorp council church trust association society union partners solicitors attorneys advocates llp surgery practice pharmacy laboratories labs logistics textiles freight industries holdings systems technologies " +
        "consulting ventures enterprises group media motors airlines energy foods robotics analytics software pharmaceuticals biotech credit mosque synagogue parish ministry department kindergarten gymnasium klinik klinikum krankenhaus universität hochschule schule grundschule stiftung verein kanzlei apotheke praxis versicherung " +
        "sjukhus skola universitet kommune kommun skole sygehus sykehus ziekenhuis school stichting universiteit hogeschool sairaala koulu yliopisto hastanesi üniversitesi lisesi okulu bankası kórház egyetem iskola bank egyesület");

    /// <summary>Words that make an institution of the capitalised words behind them.</summary>
    private static readonly HashSet<ulong> Before = WordHash.SetOf(
        "hospital clínica clinique clinica hôpital ospedale szpital nemocnice bolnica spitalul universidad université università universidade uniwersytet univerzita univerzitet universitatea university ministry universität hochschule klinikum krankenhaus lycée collège école colegio escuela instituto istituto liceo scuola szkoła " +
        "škola základní banca banco banque bank fundación fundação fondazione fundacja nadace stichting asociación associazione associação stowarzyszenie sociedad société ayuntamiento mairie comune câmara boulangerie restaurant transports construcciones talleres officine studio kancelaria advokatkontor rechtsanwälte kanzlei " +
        "autohaus sparkasse volksbank stadtsparkasse kreissparkasse gymnasium grundschule realschule gesamtschule kita spedition zakłady przedsiębiorstwo pharmacie farmacia apteka laboratoire laboratorio parroquia paroisse parrocchia parafia gemeinde kirchengemeinde iglesia église chiesa");

    private static readonly HashSet<ulong> Joints = WordHash.SetOf("and und et y e i of de del della di da do des du la le el och og en for the für van von w");

    /// <summary>Capitalised words that begin a sentence and no name.</summary>
    private static readonly HashSet<ulong> Starts = WordHash.SetOf(
        "the a an our my your his her their this that every each any in at from by for with to der die das ein eine unser mein lieferant kunde firma bei von an für le la les un une notre mon chez el los las una nuestro mi en il lo gli uno nostro o os um uma nosso het een ons mijn bij i we he she they please dear hi is are was " +
        "which what who when where why how if and or but not no new old contact customer client vendor supplier employer company both all some many most explain compare open use using describe write list monsieur madame herr frau mr mrs ms dr");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "at «Nordlys Energi AS» in", "bei «Hansen Logistik GmbH & Co. KG» angestellt", "Lieferant «Müller & Söhne GmbH»", "presso «Officine Bellini S.r.l.» dal", "the «Helsby Community Hospital» said", "l'«Hôpital Saint-Aubin» a", "el «Hospital San Telmo»",
        "«株式会社青空商事»の", "w «Zakłady Mechaniczne Ursyn Sp. z o.o.» od", "«Harrow County Credit Union» told",
    ];

    public override IReadOnlyList<string> Ignores { get; } = ["the hospital said", "a bank account", "Which AG test", "our School opens", "use AS alias", "SELECT a AS b", "The University", "in the UG ward"];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.HasDigit || token.Length < 2 && scan.At(token.End) != '.' && scan.Text[token.Start] != 'z') continue;
            if (Tokenizer.IsUnspaced(scan.Text[token.Start])) EastAsian(scan, i, findings);
            else if (IsForm(scan, i, out var end)) WithForm(scan, i, end, findings);
            else if (char.IsUpper(scan.Text[token.Start]) && token.Length >= 4)
            {
                if (Before.Contains(token.Hash) && Forwards(scan, i, findings)) continue;
                if (Behind.Contains(token.Hash)) Backwards(scan, i, findings);
            }
        }
    }

    private static bool IsForm(in Scan scan, int index, out int end)
    {
        var rest = scan.Text[scan.Tokens[index].Start..];
        foreach (var form in Stopped)
        {
            if (!rest.StartsWith(form, StringComparison.Ordinal) || rest.Length > form.Length && char.IsLetterOrDigit(rest[form.Length])) continue;
            end = scan.Tokens[index].Start + form.Length;
            return true;
        }
        end = scan.Tokens[index].End;
        return Forms.Contains(scan.TextOf(scan.Tokens[index]));
    }

    private static void WithForm(in Scan scan, int form, int end, List<Finding> findings)
    {
        var last = form - 1;
        // "Sp. z o.o.", "GmbH & Co. KG": the form itself has parts.
        if (last >= 0 && scan.TextOf(scan.Tokens[last]) is "Sp" or "sp") last--;
        if (last >= 0 && scan.Tokens[form].Length == 2 && scan.Tokens[last].Kind == TokenKind.Upper && scan.Tokens[last].Length > 3) return;
        var first = First(scan, last, form);
        if (first > last || first < 0) return;
        if (scan.Text[end..].StartsWith(" & Co. KG") || scan.Text[end..].StartsWith(" & Co.KG")) end = scan.Text[end..].IndexOf("KG") + end + 2;
        Add(scan, first, end, findings);
    }

    /// <summary>The first of the capitalised words that end with <paramref name="last"/>; behind it where there are none.</summary>
    private static int First(in Scan scan, int last, int next)
    {
        var first = last + 1;
        for (var i = last; i >= 0 && i > last - MaxWords; i--)
        {
            var gap = scan.Text[scan.Tokens[i].End..scan.Tokens[i + 1].Start];
            ref readonly var token = ref scan.Tokens[i];
            if (gap is not (" " or "-" or " & " or ", " or ". " or "'" or "’" or " + ") || gap is ", " && i + 1 != next || gap is ". " && token.Length > 2 || Forms.Contains(scan.TextOf(token))) break;
            // A heading in capitals is no name of six words.
            if (token.Kind == TokenKind.Upper && token.Length > 3 && last - i >= 3) break;
            if (char.IsUpper(scan.Text[token.Start]) || token.HasDigit && token.Length <= 3)
            {
                if (Starts.Contains(token.Hash)) break;
                first = i;
            }
            else if (!Joints.Contains(token.Hash) && !(token.Length == 1 && gap is "'" or "’") && token.Length > 12) break;
            else if (!Joints.Contains(token.Hash)) break;
        }
        return first;
    }

    private static void Backwards(in Scan scan, int head, List<Finding> findings)
    {
        var first = First(scan, head - 1, head);
        if (first >= head) return;
        var end = scan.Tokens[head].End;
        if (head + 1 < scan.Tokens.Length && scan.Text[end..scan.Tokens[head + 1].Start] is " " && char.IsUpper(scan.Text[scan.Tokens[head + 1].Start]) && Behind.Contains(scan.Tokens[head + 1].Hash)) return;
        Add(scan, first, end, findings);
    }

    private static bool Forwards(in Scan scan, int head, List<Finding> findings)
    {
        var last = head;
        var words = 0;
        for (var i = head + 1; i < scan.Tokens.Length && words < MaxWords; i++)
        {
            if (scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start] is not (" " or "-" or "'" or "’" or " & " or ". ") || scan.Tokens[i].HasDigit || StreetWords.IsBefore(scan.Tokens[i]) && scan.Tokens[i].Length > 2
                || scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start] is ". " && scan.Tokens[i - 1].Length > 2) break;
            if (char.IsUpper(scan.Text[scan.Tokens[i].Start]))
            {
                last = i;
                words++;
            }
            else if (!Joints.Contains(scan.Tokens[i].Hash) && !(scan.Tokens[i].Length == 1)) break;
        }
        if (last == head) return false;
        Add(scan, head, scan.Tokens[last].End, findings);
        return true;
    }

    private static void Add(in Scan scan, int first, int end, List<Finding> findings)
    {
        var start = scan.Tokens[first].Start;
        if (end - start is < 5 or > 80 || scan.Before(start) is '.' or '_' or '/' or '$' || scan.At(end) is '(' or '_') return;
        if (findings.Count > 0 && findings[^1] is { Type: EntityType.Organization } before && before.End >= start && before.Start <= start && before.End >= end) return;
        findings.Add(new Finding(start, end - start, EntityType.Organization, 0.6f, FindingSource.Context));
    }

    /// <summary>株式会社青空商事, 北京晨光科技有限公司, 주식회사 한빛물산.</summary>
    private static void EastAsian(in Scan scan, int index, List<Finding> findings)
    {
        ref readonly var token = ref scan.Tokens[index];
        var word = scan.TextOf(token);
        var end = word.IndexOf("有限公司", StringComparison.Ordinal);
        if (end < 0) end = word.IndexOf("股份公司", StringComparison.Ordinal);
        if (end > 1 && end < 20)
        {
            findings.Add(new Finding(token.Start, end + 4, EntityType.Organization, 0.6f, FindingSource.Context));
            return;
        }
        foreach (var form in (ReadOnlySpan<string>)["株式会社", "有限会社", "合同会社", "주식회사", "유한회사"])
        {
            var at = word.IndexOf(form, StringComparison.Ordinal);
            if (at < 0) continue;
            var start = token.Start + at;
            var stop = at + form.Length;
            while (stop < word.Length && stop < at + form.Length + 10 && word[stop] is not ('の' or 'に' or 'は' or 'が' or 'を' or 'と' or 'で' or 'へ')) stop++;
            var finish = token.Start + stop;
            if (stop == at + form.Length && at == 0 && index + 1 < scan.Tokens.Length && scan.Tokens[index + 1].Start == token.End + 1 && scan.Text[token.End] == ' ') finish = scan.Tokens[index + 1].End;
            else if (stop == at + form.Length && at > 0) start = token.Start;
            if (finish - start > form.Length) findings.Add(new Finding(start, finish - start, EntityType.Organization, 0.6f, FindingSource.Context));
            return;
        }
    }
}
