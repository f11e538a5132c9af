using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace EventAgents.Host.Telemetry;

/// <summary>
/// Writes metrics in Prometheus' text format 0.0.4 or in OpenMetrics 1.0. The two differ in the counters' family name, the unit, the end mark, and in
/// that OpenMetrics writes a bucket's whole number with a decimal.
/// </summary>
/// <param name="isOpenMetrics">Which of the two.</param>
/// <param name="environment">A label of every series.</param>
internal sealed class PrometheusText(bool isOpenMetrics, string environment)
{
    private readonly StringBuilder _text = new(capacity: 64 * 1_024);
    private readonly StringBuilder _labels = new();

    /// <summary>Writes all of them, by name; those of one name are one family.</summary>
    public string Write(IEnumerable<Metric> metrics)
    {
        foreach (var family in metrics.GroupBy(PrometheusNames.FamilyOf).OrderBy(family => family.Key, StringComparer.Ordinal)) WriteFamily(family.Key, [.. family]);
        if (isOpenMetrics) _text.Append("# EOF\n");
        return _text.ToString();
    }

    private void WriteFamily(string name, List<Metric> metrics)
    {
        var type = TypeOf(metrics[0].MetricType);
        if (type is null) return;
        var counter = type == "counter" ? $"{name}_total" : name;
        var head = isOpenMetrics ? name : counter;
        _text.Append("# HELP ").Append(head).Append(' ');
        AppendEscaped(_text, metrics[0].Description, isOpenMetrics);
        _text.Append("\n# TYPE ").Append(head).Append(' ').Append(type).Append('\n');
        if (isOpenMetrics && PrometheusNames.UnitOf(metrics[0].Unit) is { } unit) _text.Append("# UNIT ").Append(head).Append(' ').Append(unit).Append('\n');
        foreach (var metric in metrics.Where(one => TypeOf(one.MetricType) == type))
        {
            foreach (ref readonly var point in metric.GetMetricPoints()) WritePoint(counter, metric.MetricType, in point);
        }
    }

    private void WritePoint(string name, MetricType type, ref readonly MetricPoint point)
    {
        SetLabels(point.Tags);
        switch (type)
        {
            case MetricType.Histogram:
                WriteHistogram(name, in point);
                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                WriteSample(name, "", point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                WriteSample(name, "", point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                WriteSample(name, "", point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                WriteSample(name, "", point.GetGaugeLastValueDouble());
                break;
        }
    }

    private void WriteHistogram(string name, ref readonly MetricPoint point)
    {
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            _text.Append(name).Append("_bucket{").Append(_labels).Append(",le=\"").Append(Bound(bucket.ExplicitBound)).Append("\"} ").Append(count).Append('\n');
        }

        WriteSample(name, "_sum", point.GetHistogramSum());
        WriteSample(name, "_count", count);
    }

    private void WriteSample(string name, string suffix, double value) =>
        _text.Append(name).Append(suffix).Append('{').Append(_labels).Append("} ").Append(Number(value)).Append('\n');

    private void SetLabels(OpenTelemetry.ReadOnlyTagCollection tags)
    {
        _labels.Clear().Append("environment=\"");
        AppendEscaped(_labels, environment, quotes: true);
        _labels.Append('"');
        foreach (var (key, value) in tags)
        {
            _labels.Append(',').Append(PrometheusNames.Clean(key)).Append("=\"");
            AppendEscaped(_labels, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", quotes: true);
            _labels.Append('"');
        }
    }

    private string Bound(double bound) => isOpenMetrics && double.IsInteger(bound) ? $"{Number(bound)}.0" : Number(bound);

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static void AppendEscaped(StringBuilder to, string text, bool quotes)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => to.Append(@"\\"),
                '\n' => to.Append(@"\n"),
                '"' when quotes => to.Append("\\\""),
                _ => to.Append(c),
            };
        }
    }

    private static string? TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.LongGauge or MetricType.DoubleGauge or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => "gauge",
        MetricType.Histogram => "histogram",
        _ => null,
    };
}
