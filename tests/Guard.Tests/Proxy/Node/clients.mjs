// Calls the guard with the official clients, as an agent would, and prints what they saw as JSON. Nothing but the base URL is changed.
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

const [guard, text] = process.argv.slice(2);
const openai = new OpenAI({ baseURL: `${guard}openai/v1`, apiKey: 'sk-test' });
const anthropic = new Anthropic({ baseURL: `${guard}anthropic`, apiKey: 'sk-ant-test' });
const messages = [{ role: 'user', content: text }];
const seen = {};

const chat = await openai.chat.completions.create({ model: 'gpt-5', messages, stream: true });
seen.chat = { text: '', arguments: '' };
for await (const chunk of chat) {
  const delta = chunk.choices[0]?.delta;
  seen.chat.text += delta?.content ?? '';
  seen.chat.arguments += delta?.tool_calls?.[0]?.function?.arguments ?? '';
}

seen.responses = '';
for await (const event of await openai.responses.create({ model: 'gpt-5', input: text, stream: true })) {
  if (event.type === 'response.output_text.delta') seen.responses += event.delta;
}

const message = await anthropic.messages.stream({ model: 'claude', max_tokens: 9, messages }).finalMessage();
seen.message = { text: message.content.find(b => b.type === 'text').text, input: message.content.find(b => b.type === 'tool_use').input };

const refused = { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }] };
seen.openaiError = await openai.chat.completions.create({ model: 'gpt-5', messages: [refused] }).catch(e => `${e.constructor.name} ${e.status} ${e.code}`);
const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
seen.anthropicError = await anthropic.messages.create({ model: 'claude', max_tokens: 9, messages: [{ role: 'user', content: [picture] }] })
  .catch(e => `${e.constructor.name} ${e.status} ${e.error?.error?.type}`);

console.log(JSON.stringify(seen));
