using System.Net;
using System.Net.Sockets;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// IPv4 and IPv6 addresses (with zone, prefix length, IPv4 tail) and MAC addresses. Four numbers behind the word
/// "version", after a v, or with a fifth number are a version or an object id.
/// </summary>
internal sealed class NetworkAddress : Recognizer
{
    public override IReadOnlyList<string> Finds { get; } =
    [
        "from «203.0.113.7» port 22", "«198.51.100.0/24»", "[«2001:db8::1»]:8080", "«fe80::1%eth0»", "mac «00:00:5e:00:53:af»", "«00-00-5E-00-53-AF»",
        "«0000.5e00.53af»", "«::1»", "«::ffff:192.0.2.1»",
        "IP: «192.0.2.1».", "https://«192.0.2.10»:8443/x", "«2001:db8::8a2e:370:7334»", "ip=«192.0.2.4»,",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "version 1.2.3.4", "v10.0.19.1", "1.2.3.4.5.6", "256.1.1.1", "12:34:56", "std::vector", "10:2F:33-AC-29-C3", "a::b", "aa:bb:cc:dd:ee:ff:00:11:22:33",
        "Chrome/120.0.6099.109", "1.02.003.4567", "2001::25de::cade",
        "nginx-1.25.3.1", "10:20:30:40:50", "Is::Valid", "class Foo::Bar", "firmware 10.1.2.3", "listen on 127.0.0.1:8080", "bind: 0.0.0.0:80", "netmask 255.255.255.0", "connect to ::1 failed",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        var text = scan.Text;
        for (var i = text.IndexOfAny('.', ':', '-'); i >= 0;)
        {
            var end = i + 1;
            if (text[i] == ':') end = Colons(scan, i, findings);
            else if (i > 0 && IsHexDigit(text[i - 1]) && IsHexDigit(scan.At(i + 1))) end = Math.Max(end,
                text[i] == '.' ? Dots(scan, i, findings) : Mac(scan, i, findings));
            var next = text[end..].IndexOfAny('.', ':', '-');
            i = next < 0 ? -1 : end + next;
        }
    }

    private static bool IsHexDigit(char c) => char.IsAsciiHexDigit(c);

    /// <summary>Reads a run of hex digits, colons and dots around a colon; returns where to go on.</summary>
    private static int Colons(in Scan scan, int colon, List<Finding> findings)
    {
        const int Longest = 45;  // of an IPv6 address with an IPv4 tail
        var text = scan.Text;
        var start = colon;
        while (start > 0 && colon - start <= 4 && IsHexDigit(text[start - 1])) start--;
        var end = colon;
        int colons = 0, doubles = 0;
        while (end < text.Length && end - start <= Longest && (IsHexDigit(text[end]) || text[end] is ':' or '.'))
        {
            if (text[end] == ':')
            {
                colons++;
                if (end > start && text[end - 1] == ':') doubles++;
            }
            end++;
        }
        while (end > start && (text[end - 1] == '.' || (text[end - 1] == ':' && !(end - 2 >= start && text[end - 2] == ':')))) end--;
        if (colons < 2) return colon + 1;
        var behind = Math.Max(end, colon + 1);
        if (char.IsLetterOrDigit(scan.At(end)) || scan.At(end) == '_'
            || (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is ':' or '_' or '-'))) return behind;
        var run = text[start..end];
        if (colons == 5 && doubles == 0 && run.Length == 17 && IsMac(run, ':'))
        {
            if (scan.At(end) != ':') findings.Add(new Finding(start, 17, EntityType.Code, 0.9f, FindingSource.Proven));
            return behind;
        }
        if (doubles == 0 && colons != 7 && !(colons == 6 && run.Contains('.'))) return behind;
        if (doubles > 1 || run is "::" || !HasSubstance(run) || !IPAddress.TryParse(run, out var address)
            || address.AddressFamily != AddressFamily.InterNetworkV6) return behind;
        if (run is "::1" && !scan.IsBare) return behind;
        findings.Add(new Finding(start, WithSuffix(scan, end, bits: 128) - start, EntityType.Ip, 0.9f, FindingSource.Proven));
        return behind;
    }

    /// <summary>A digit somewhere, so that C++'s and Ruby's a::b are left alone; or a full address.</summary>
    private static bool HasSubstance(ReadOnlySpan<char> run) => run.IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>Appends a zone (%eth0) or a prefix length (/64) to an address that ends at <paramref name="end"/>.</summary>
    private static int WithSuffix(in Scan scan, int end, int bits)
    {
        if (bits == 128 && scan.At(end) == '%')
        {
            var zone = end + 1;
            while (zone < end + 16 && (char.IsAsciiLetterOrDigit(scan.At(zone)) || scan.At(zone) is '-' or '_')) zone++;
            if (zone > end + 1) end = zone;
        }
        if (scan.At(end) != '/') return end;
        int digits = 0, prefix = 0;
        while (digits < 4 && char.IsAsciiDigit(scan.At(end + 1 + digits))) prefix = prefix * 10 + scan.At(end + 1 + digits++) - '0';
        return digits is > 0 and < 4 && prefix <= bits && !char.IsLetterOrDigit(scan.At(end + 1 + digits)) ? end + 1 + digits : end;
    }

    /// <summary>Reads four numbers or three groups of four hex digits around the first dot; returns where to go on.</summary>
    private static int Dots(in Scan scan, int dot, List<Finding> findings)
    {
        var text = scan.Text;
        var start = dot;
        while (start > 0 && dot - start < 5 && IsHexDigit(text[start - 1])) start--;
        if (dot - start == 4 && IsCiscoMac(scan, start))
        {
            findings.Add(new Finding(start, 14, EntityType.Code, 0.9f, FindingSource.Proven));
            return start + 14;
        }
        start = dot;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        var length = start == dot ? 0 : DottedQuad(text[start..]);
        if (length == 0) return dot + 1;
        var end = start + length;
        var before = scan.Before(start);
        var isPartOfMore = (before is '.' or '-' or '_' && start > 1 && char.IsLetterOrDigit(text[start - 2])) || (char.IsLetter(before) && before != 's')
            || char.IsLetter(scan.At(end)) || scan.At(end) is '_' || (scan.At(end) == '-' && char.IsLetter(scan.At(end + 1)));
        var afterSlash = before == '/' && start > 1 && char.IsLetterOrDigit(text[start - 2]);
        if (isPartOfMore || afterSlash || (before == ':' && start > 1 && (IsHexDigit(text[start - 2]) || text[start - 2] == ':'))
            || IsVersion(scan, start, end) || (!scan.IsBare && IsEverybodys(text[start..end]))) return end;
        findings.Add(new Finding(start, WithSuffix(scan, end, bits: 32) - start, EntityType.Ip, 0.85f, FindingSource.Proven));
        return end;
    }

    /// <summary>This host, any host, a mask: the same in every network.</summary>
    private static bool IsEverybodys(ReadOnlySpan<char> quad) =>
        quad.StartsWith("127.") || quad is "0.0.0.0" || quad.StartsWith("255.") && (quad.EndsWith(".0") || quad.EndsWith(".255") || quad[^4..] is ".128" or ".192" or ".224" or ".240" or ".248" or ".252");

    /// <summary>The length of four numbers 0 to 255 without leading zeros at the start of the text, or 0.</summary>
    private static int DottedQuad(ReadOnlySpan<char> text)
    {
        var i = 0;
        for (var part = 0; part < 4; part++)
        {
            int digits = 0, value = 0;
            while (digits < 4 && i < text.Length && char.IsAsciiDigit(text[i]))
            {
                value = value * 10 + text[i++] - '0';
                digits++;
            }
            if (digits == 0 || value > 255 || (digits > 1 && text[i - digits] == '0')) return 0;
            if (part < 3 && (i >= text.Length || text[i++] != '.')) return 0;
        }
        return i;
    }

    private static bool IsVersion(in Scan scan, int start, int end)
    {
        // Two numbers more make an object id; one more is what somebody typed after an address.
        if (scan.At(end) == '.' && char.IsAsciiDigit(scan.At(end + 1)) && scan.Text[(end + 1)..Math.Min(scan.Text.Length, end + 6)].Contains('.')) return true;
        var token = scan.TokenAt(start);
        if (!scan.IsBare && IsSmall(scan.Text[start..end]) && !HasHostWord(scan, token)) return true;
        // "from 1.2.3.4 to 1.2.3.5": what goes for the first goes for the second.
        var reach = token >= 5 && scan.Tokens[token - 1].IsNumber && scan.Tokens[token - 4].IsNumber ? 6 : 2;
        for (var i = Math.Max(0, token - reach); i < token; i++)
        {
            if ((scan.Tokens[i].Cue & Cue.Version) != 0 && start - scan.Tokens[i].End <= 30) return true;
        }
        return false;
    }

    /// <summary>Four numbers below 32, the first below 10 and not all 0, are more often a release than an address.</summary>
    private static bool IsSmall(ReadOnlySpan<char> quad)
    {
        var sum = 0;
        foreach (var range in quad.Split('.'))
        {
            var number = int.Parse(quad[range], provider: null);
            if (number >= (range.Start.Value == 0 ? 10 : 32)) return false;
            sum += number;
        }
        return sum > 0;
    }

    /// <summary>Whether one of the three words before speaks of hosts, or another address or a mask stands beside it.</summary>
    private static bool HasHostWord(in Scan scan, int token)
    {
        for (var i = Math.Max(0, token - 3); i < token; i++)
        {
            if (scan.TextOf(scan.Tokens[i]) is "ip" or "IP" or "IPs" or "ips" or "host" or "Host" or "server" or "Server" or "address" or "Address" or "addr"
                or "from" or "client" or "src" or "dst" or "ping" or "ssh" or "dns" or "DNS" or "gateway" or "via" or "peer" or "remote" or "router"
                or "resolver" or "nameserver" or "to" or "at") return true;
        }
        return false;
    }

    private static int Mac(in Scan scan, int dash, List<Finding> findings)
    {
        var start = dash - 2;
        if (start < 0 || start + 17 > scan.Text.Length || !IsMac(scan.Text.Slice(start, 17), '-')) return dash + 1;
        if (char.IsLetterOrDigit(scan.Before(start)) || scan.Before(start) == '-' || char.IsLetterOrDigit(scan.At(start + 17))
            || scan.At(start + 17) == '-') return dash + 1;
        findings.Add(new Finding(start, 17, EntityType.Code, 0.9f, FindingSource.Proven));
        return start + 17;
    }

    private static bool IsMac(ReadOnlySpan<char> run, char separator)
    {
        for (var i = 0; i < 17; i++)
        {
            if (i % 3 == 2 ? run[i] != separator : !IsHexDigit(run[i])) return false;
        }
        return true;
    }

    private static bool IsCiscoMac(in Scan scan, int start)
    {
        if (start + 14 > scan.Text.Length || char.IsLetterOrDigit(scan.Before(start)) || scan.Before(start) == '.' || char.IsLetterOrDigit(scan.At(start + 14))
            || scan.At(start + 14) == '.' && char.IsLetterOrDigit(scan.At(start + 15))) return false;
        for (var i = 0; i < 14; i++)
        {
            if (i % 5 == 4 ? scan.Text[start + i] != '.' : !IsHexDigit(scan.Text[start + i])) return false;
        }
        return true;
    }
}
