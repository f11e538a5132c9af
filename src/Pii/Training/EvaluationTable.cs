using System.Globalization;
using System.Text;

namespace EventAgents.Pii.Training;

/// <summary>Evaluations as plain text, for a terminal or a Markdown code block.</summary>
public static class EvaluationTable
{
    /// <summary>One line per set and type, with a total per set, then one line per set about leaks, over-masking and speed.</summary>
    public static string Render(IReadOnlyList<Evaluation> evaluations)
    {
        var table = new StringBuilder();
        table.AppendLine(Line("set", "type", "spans", "strict F1", "trimmed F1", "char P", "char R", "token F2"));
        foreach (var evaluation in evaluations)
        {
            foreach (var (type, score) in evaluation.Types) AppendScore(table, evaluation.Set, EntityTypes.ToWire(type), score);
            AppendScore(table, evaluation.Set, "all", evaluation.Total);
        }

        table.AppendLine().AppendLine(Line("set", "documents", "leaked", "of", "clean hit", "of", "neg. wrong", "kB/s"));
        foreach (var e in evaluations)
            table.AppendLine(Line(e.Set, Number(e.Documents), Number(e.Leaked), Number(e.Maskable), Number(e.CleanTouched), Number(e.Clean),
                e.Negatives == 0 ? "" : $"{e.NegativesWrong}/{e.Negatives}", Number((long)e.KilobytesPerSecond)));
        return table.ToString();
    }

    private static void AppendScore(StringBuilder table, string set, string type, TypeScore score) => table.AppendLine(Line(
        set, type, Number(score.Strict.Expected), Share(score.Strict.F1), Share(score.Trimmed.F1),
        Share(score.Characters.Precision), Share(score.Characters.Recall), Share(score.Tokens.F2)));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Line(string set, string type, params string[] numbers) =>
        $"{set,-24} {type,-15} {string.Join(' ', numbers.Select(n => n.PadLeft(10)))}".TrimEnd();
}
