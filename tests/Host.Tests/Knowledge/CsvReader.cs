using System.Text;

namespace EventAgents.Host.Tests.Knowledge;

/// <summary>Reads RFC 4180 character by character, apart from the code that writes it.</summary>
internal static class CsvReader
{
    public static List<string[]> Read(string text)
    {
        var (rows, row, cell, isQuoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted)
            {
                if (text[i] != '"') cell.Append(text[i]);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
                else isQuoted = false;
            }
            else if (text[i] == '"') isQuoted = true;
            else if (text[i] == ',' || text[i] == '\n')
            {
                row.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (text[i] == ',') continue;
                rows.Add([.. row]);
                row.Clear();
            }
            else cell.Append(text[i]);
        }
        return rows;
    }
}
