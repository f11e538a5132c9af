using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>What models are asked for: verbs that open a request, in some twenty languages. A capital there is the sentence's, and what such a text names is more often a thing than somebody.</summary>
internal static class Requests
{
    private static readonly HashSet<ulong> Verbs = WordHash.SetOf(
        "explain compare write rewrite summarise summarize translate shorten draft refund describe create generate fix review refactor convert suggest recommend pair outline analyse analyze extract classify proofread polish debug implement optimise optimize document calculate compute solve define regex sketch reformat " +
        "erkläre erklär vergleiche schreib schreibe formuliere fasse übersetze kürze erstelle mach gib nenne prüfe korrigiere entwirf zeig explique compare écris rédige résume traduis raccourcis corrige reformule fais donne décris explica compara escribe redacta resume traduce acorta corrige reescribe haz dame crea describe spiega confronta scrivi redigi riassumi traduci accorcia correggi riscrivi crea fammi dammi " +
        "explique escreva redija resuma traduza encurte corrija reescreva faça crie leg schrijf vat vertaal verkort maak geef herschrijf vergelijk verbeter wyjaśnij porównaj napisz streść przetłumacz skróć popraw zrób policz przygotuj vysvětli napiš přelož shrň zkrať porovnej uprav vysvetli skriv förklara sammanfatta översätt korta jämför gör forklar oversæt oversett forkort sammenlign lav lag omskriv kirjoita selitä käännä tiivistä vertaa tee laadi " +
        "írj írd magyarázd fordítsd foglald kérlek kérjük scrie explică tradu rezumă compară yaz açıkla çevir özetle karşılaştır kısalt napiši objasni prevedi sažmi напиши объясни переведи сократи сравни составь перепиши поясни перекажи γράψε εξήγησε μετάφρασε σύγκρινε buatkan jelaskan terjemahkan tulis viết giải dịch tóm");

    /// <summary>Whether the text opens with such a verb.</summary>
    public static bool Begins(in Scan scan)
    {
        var first = scan.Tokens.Length > 1 && scan.TextOf(scan.Tokens[0]) is "Please" or "please" or "Bitte" or "Kindly" ? 1 : 0;
        return scan.Tokens.Length > first && Verbs.Contains(scan.Tokens[first].Hash);
    }
}
