using System.Globalization;

namespace EventAgents.Pii.Training.Synthesis;

/// <summary>Makes up records of a few fields and writes them as machines do: JSON, YAML, CSV, SQL, XML, forms, log lines.</summary>
/// <param name="values">Makes the values.</param>
/// <param name="random">The source of all chance.</param>
internal sealed class RecordMaker(ValueMaker values, DeterministicRandom random)
{
    // A field's kinds of value with the names that it may have.
    private static readonly (string Kind, string[] Keys)[] Fields =
    [
        ("NAME", Words.NameKeys),
        ("NAME", Words.NameKeys),
        ("NAME", Words.NameKeys),
        ("LASTFIRST", Words.NameKeys),
        ("NAMEUP", Words.NameKeys),
        ("NAMELOW", Words.NameKeys),
        ("FIRST", Words.FirstKeys), ("FIRST", Words.FirstKeys), ("LAST", Words.LastKeys), ("LAST", Words.LastKeys),
        ("CITY", ["city", "town", "place", "location", "birthplace", "place_of_birth", "Ort", "ville", "ciudad", "città", "cidade", "stad", "miasto", "City",
            "destination", "origin", "office"]),
        ("COUNTRY", ["country", "Land", "pays", "país", "paese", "kraj", "nation", "Country", "citizenship_country"]),
        ("ORG", ["company", "employer", "organization", "organisation", "Firma", "société", "empresa", "azienda", "bedrijf", "vendor", "supplier", "client",
            "school", "hospital", "bank", "insurer", "account_name", "Company"]),
        ("STREET", ["street", "street1", "line1", "address1", "Straße", "rue", "calle", "via", "rua", "straat", "ulica", "addressLine1", "gatuadress", "addr"]),
        ("ADDRESS", ["address", "home_address", "shipping_address", "billingAddress", "Adresse", "adresse", "dirección", "domicilio", "indirizzo",
            "endereço", "adres", "Anschrift", "deliver_to", "residence", "Address"]),
        ("POSTCODE", ["zip", "postcode", "postal_code", "PLZ", "plz", "cp", "cap", "cep", "postalCode"]),
        ("AGE", ["age", "Alter", "âge", "edad", "età", "idade", "leeftijd", "wiek", "patient_age"]),
        ("DATE", ["date", "created_at", "due", "valid_until", "hired", "joined", "Datum", "fecha", "data"]),
        ("NRP", ["nationality", "citizenship", "religion", "Nationalität", "nationalité", "nacionalidad", "ethnicity"]),
        ("EMAIL", ["email", "mail", "e_mail", "contact_email", "Email"]),
        ("PHONE", ["phone", "tel", "mobile", "Telefon", "phoneNumber"]),
        ("USER", ["user", "username", "login", "uid"]),
        ("ID", ["id", "order", "ref", "ticket", "case_no", "invoice"]),
        ("NUM", ["qty", "count", "points", "retries", "port", "seats"]),
        ("AMOUNT", ["amount", "total", "price", "balance", "salary"]),
        ("STATUS", ["status", "state", "priority", "tier", "enabled", "level"]),
        ("THING", ["title", "item", "product", "subject", "plan", "category", "team", "department", "sku_name", "label", "type"]),
        ("PRODUCT", ["tool", "software", "product_name", "service", "app", "device"]),
        ("TRAP", ["project", "codename", "theme", "color", "branch", "cluster", "variant", "model", "font", "channel", "env"]),
        ("JOB", ["role", "job_title", "position", "title", "Beruf", "puesto"]),
        ("UUID", ["id", "trace", "request_id", "session"]),
        ("HASH", ["commit", "sha", "digest", "etag"]),
        ("IP", ["ip", "host", "remote_addr"]),
        ("VERSION", ["version", "release", "sdk"]), ("STAMP", ["timestamp", "ts", "time", "updatedAt"]),
    ];

    private static readonly string[] Tables = ["customers", "users", "employees", "patients", "orders", "contacts", "leads", "members", "tickets", "people", "invoices", "bookings"];

    /// <summary>Adds a record, or a table of them, to a text.</summary>
    public void Write(SampleText text, string language)
    {
        var fields = Choose();
        var rows = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => fields.Select(f => values.Make(f.Kind, language)).ToArray()).ToArray();
        var keys = fields.Select(f => f.Key).ToArray();
        switch (random.Next(13))
        {
            case 0: Json(text, keys, rows, pretty: false); break;
            case 1: Json(text, keys, rows, pretty: true); break;
            case 2: Table(text, keys, rows, ",", header: true); break;
            case 3: Table(text, keys, rows, random.Pick([";", "\t", " | ", "|"]), header: true); break;
            case 4: Lines(text, keys, rows[0], random.Pick([": ", ": ", " = ", "=", ":\t", " : "]), indent: ""); break;
            case 5: Yaml(text, keys, rows); break;
            case 6: Sql(text, keys, rows); break;
            case 7: Xml(text, keys, rows[0]); break;
            case 8: Log(text, keys, rows); break;
            case 9: Markdown(text, keys, rows); break;
            case 10: Form(text, keys, rows[0]); break;
            case 11: Code(text, keys, rows[0]); break;
            default: Lines(text, keys, rows[0], "=", indent: ""); break;
        }
    }

    private List<(string Kind, string Key)> Choose()
    {
        var fields = new List<(string Kind, string Key)>();
        // A third of all records are about things and name nobody.
        var isClean = random.Chance(30);
        for (var count = 2 + random.Next(6); fields.Count < count;)
        {
            var (kind, keys) = random.Pick(Fields);
            if (isClean && kind is not ("ID" or "NUM" or "AMOUNT" or "STATUS" or "THING" or "PRODUCT" or "TRAP" or "UUID" or "HASH" or "VERSION" or "STAMP" or "CITY" or "JOB")) continue;
            var key = Cased(random.Pick(keys));
            if (fields.All(f => f.Key != key)) fields.Add((kind, key));
        }
        return fields;
    }

    // customer_name, customerName, Customer Name, CUSTOMER_NAME
    private string Cased(string key) => random.Next(8) switch
    {
        0 => key.ToUpperInvariant(),
        1 => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(key.Replace('_', ' ')),
        2 => key.Replace('_', ' '),
        3 => key.Replace('_', '-'),
        _ => key,
    };

    private void Json(SampleText text, string[] keys, SampleValue[][] rows, bool pretty)
    {
        var (open, comma, close, colon) = pretty ? ("{\n  ", ",\n  ", "\n}", ": ") : ("{", random.Pick([",", ", "]), "}", random.Pick([":", ": "]));
        if (random.Chance(20)) text.Add($"{{\"{random.Pick(Tables)}\":[");
        var isNested = text.Length > 0 && random.Chance(15);
        if (isNested) text.Add("{\"data\": ");
        for (var r = 0; r < Math.Min(rows.Length, 2); r++)
        {
            text.Add(r > 0 ? comma : "").Add(open);
            for (var i = 0; i < keys.Length; i++)
            {
                var isBare = rows[r][i].Type is null && rows[r][i].Text.All(c => char.IsAsciiDigit(c) || c == '.');
                text.Add(i > 0 ? comma : "").Add($"\"{keys[i]}\"{colon}{(isBare ? "" : "\"")}").Add(Line(rows[r][i])).Add(isBare ? "" : "\"");
            }
            text.Add(close);
        }
        if (isNested) text.Add("}");
    }

    private void Table(SampleText text, string[] keys, SampleValue[][] rows, string separator, bool header)
    {
        if (header) text.Add(string.Join(separator, keys)).Add("\n");
        var quote = separator == "," && random.Chance(30) ? "\"" : "";
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                var mustQuote = separator == "," && row[i].Text.Contains(',');
                var mark = mustQuote ? "\"" : quote;
                text.Add(i > 0 ? separator : "").Add(mark).Add(Line(row[i])).Add(mark);
            }
            text.Add("\n");
        }
    }

    private static void Lines(SampleText text, string[] keys, SampleValue[] row, string separator, string indent)
    {
        for (var i = 0; i < row.Length; i++) text.Add(indent).Add(keys[i]).Add(separator).Add(Line(row[i])).Add("\n");
    }

    private void Yaml(SampleText text, string[] keys, SampleValue[][] rows)
    {
        text.Add(random.Pick(Tables)).Add(":\n");
        var quote = random.Chance(30) ? "\"" : "";
        foreach (var row in rows)
            for (var i = 0; i < row.Length; i++)
                text.Add(i == 0 ? "  - " : "    ").Add(keys[i]).Add(": ").Add(quote).Add(Line(row[i])).Add(quote).Add("\n");
    }

    private void Sql(SampleText text, string[] keys, SampleValue[][] rows)
    {
        var columns = keys.Select(k => k.Replace(' ', '_')).ToArray();
        if (random.Chance(40))
        {
            text.Add($"{random.Pick(["SELECT * FROM ", "select id from ", "UPDATE ", "DELETE FROM "])}{random.Pick(Tables)} WHERE {columns[0]} = '").Add(Line(rows[0][0])).Add("'");
            for (var i = 1; i < columns.Length && random.Chance(60); i++) text.Add($" {random.Pick(["AND", "or"])} {columns[i]} = '").Add(Line(rows[0][i])).Add("'");
            text.Add(";");
            return;
        }
        text.Add($"INSERT INTO {random.Pick(Tables)} ({string.Join(", ", columns)}) VALUES ");
        for (var r = 0; r < rows.Length; r++)
        {
            text.Add(r > 0 ? ",\n(" : "(");
            for (var i = 0; i < columns.Length; i++) text.Add(i > 0 ? ", '" : "'").Add(Line(rows[r][i])).Add("'");
            text.Add(")");
        }
        text.Add(";");
    }

    private void Xml(SampleText text, string[] keys, SampleValue[] row)
    {
        var isAttribute = random.Chance(30);
        text.Add("<").Add(random.Pick(Tables)[..^1]);
        if (!isAttribute) text.Add(">");
        for (var i = 0; i < row.Length; i++)
        {
            var key = keys[i].Replace(' ', '_');
            if (isAttribute) text.Add($" {key}=\"").Add(Line(row[i])).Add("\"");
            else text.Add(random.Chance(30) ? "\n  " : "").Add($"<{key}>").Add(Line(row[i])).Add($"</{key}>");
        }
        text.Add(isAttribute ? "/>" : "</record>");
    }

    private void Log(SampleText text, string[] keys, SampleValue[][] rows)
    {
        var quote = random.Chance(60) ? "\"" : "";
        foreach (var row in rows)
        {
            text.Add(values.Make("STAMP", "en").Text).Add(random.Pick([" INFO ", " WARN ", " ERROR ", " [debug] ", " level=info "])).Add(random.Pick(Words.Identifiers)).Add(random.Pick([": ", " ", " - "]));
            for (var i = 0; i < row.Length; i++) text.Add(i > 0 ? " " : "").Add(keys[i].Replace(' ', '_')).Add("=").Add(quote).Add(Line(row[i])).Add(quote);
            text.Add("\n");
        }
    }

    private static void Markdown(SampleText text, string[] keys, SampleValue[][] rows)
    {
        text.Add("| ").Add(string.Join(" | ", keys)).Add(" |\n|").Add(string.Concat(keys.Select(_ => "---|"))).Add("\n");
        foreach (var row in rows)
        {
            text.Add("|");
            foreach (var value in row) text.Add(" ").Add(Line(value)).Add(" |");
            text.Add("\n");
        }
    }

    private void Form(SampleText text, string[] keys, SampleValue[] row)
    {
        var join = random.Pick([", ", " / ", "; ", ". ", " - "]);
        for (var i = 0; i < row.Length; i++) text.Add(i > 0 ? join : "").Add(keys[i]).Add(": ").Add(Line(row[i]));
    }

    private void Code(SampleText text, string[] keys, SampleValue[] row)
    {
        text.Add(random.Pick(["user = User(", "const p = new Person({", "var c = new Customer { ", "patient = dict(", "Contact("]));
        var separator = random.Pick(["=", ": ", " = "]);
        var quote = random.Pick(["\"", "'"]);
        for (var i = 0; i < row.Length; i++) text.Add(i > 0 ? ", " : "").Add(keys[i].Replace(' ', '_').Replace('-', '_')).Add(separator).Add(quote).Add(Line(row[i])).Add(quote);
        text.Add(random.Pick([")", "})", " }", ");"]));
    }

    // A record's value is on one line.
    private static SampleValue Line(SampleValue value) => value with { Text = value.Text.Replace('\n', ' ') };
}
