import { describe, expect, it } from 'vitest'
import { detectSmallTalk } from './detect-small-talk.js'

describe('detectSmallTalk', () => {
  it.each([
    ['hello', 'greeting'],
    ['Good morning!', 'greeting'],
    ['thanks', 'thanks'],
    ['Thank you so much for your help', 'thanks'],
    ['muchas gracias', 'thanks'],
    ['ok', 'acknowledgement'],
    ['alles klar', 'acknowledgement'],
    ['bye, have a nice day', 'goodbye'],
    ['thanks anyway', 'thanks'],
    ['Hello, thanks for your help yesterday', 'thanks'],
    ['I got it sorted, thanks', 'closure'],
    ['thanks, solved', 'closure'],
    ['that worked, thank you', 'closure'],
    ["that's all I need, thanks", 'closure'],
    ['it arrived today, thanks!', 'closure'],
    ['no thanks', 'declined'],
    ['Never mind', 'declined'],
    ['nope, nothing else', 'closure'],
    ['no, forget it', 'declined'],
    ['yes', 'unclear'],
    ['Yes please!', 'unclear'],
    ['hi, I have a question', 'unclear'],
    ['can you help me?', 'unclear'],
    ['?', 'unclear'],
    ['...', 'unclear'],
    ['hi', 'greeting'],
    ['how are you?', 'greeting'],
    ['u there?', 'greeting'],
    ['hello, are you there', 'greeting'],
    ['are you a bot?', 'greeting'],
    ['🙂', 'acknowledgement'],
    ['👍👍', 'acknowledgement'],
    ['🙏', 'thanks'],
    ['😡', 'upset'],
  ])('%s is %s', (text, kind) => {
    expect(detectSmallTalk(text)).toBe(kind)
  })

  it.each([
    'hi, where is my order',
    'thanks, but it is still not solved',
    'ok cancel it',
    'hello I need a refund',
    'is it solved?',
    'that did not work',
    "it's not fixed",
    'my order arrived broken',
    'I want a refund for order 20003, it arrived damaged',
    'it came with a scratch',
    'when will this be fixed',
    'no, cancel the other one',
    'I need help with my order',
    'never mind the delay, where is it',
    'I have a problem with my payment',
    '12345',
    '您好',
    '',
  ])('leaves alone: %s', (text) => {
    expect(detectSmallTalk(text)).toBeNull()
  })

  it.each([
    'I need this fixed today', 'Please get this fixed', 'I want my problem solved immediately', 'This is terrible, I need this fixed urgently TODAY or I lose my job',
    'I expect this to be resolved', 'waiting for this to be sorted',
  ])('takes no demand for a closure: %s', (text) => {
    expect(detectSmallTalk(text)).not.toBe('closure')
  })
})
